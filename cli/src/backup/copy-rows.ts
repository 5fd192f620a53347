import { eachRow, type RawStore, type RawTable, type ReadRow, ServiceError } from "@phm/service-kit";
import type { BackupPart } from "./backup-manifest.js";
import { PartWriter } from "./part-writer.js";

const PAGE_ROWS = 200;
const FOLDER = { collection: "documents", series: "points" } as const;

/** Copies every document and point of a service's store, a file a collection or series. @throws ServiceError for a row that is damaged */
export async function copyRows(folder: string, service: string, store: RawStore): Promise<BackupPart[]> {
  const parts: BackupPart[] = [];
  for (const table of await store.tables()) if (!isLeftOut(service, table)) parts.push(await copyTable(folder, service, store, table));
  return parts;
}

/** Who was signed in is not restored: a session that was ended since would open the API again. */
function isLeftOut(service: string, { name }: RawTable): boolean {
  return service === "gateway" && name === "sessions";
}

async function copyTable(folder: string, service: string, store: RawStore, { kind, name }: RawTable): Promise<BackupPart> {
  const path = `${service}/${FOLDER[kind]}/${name}.ndjson`;
  const writer = await PartWriter.open(folder, { path, service, kind, name });
  try {
    for await (const rows of eachRow(store, { kind, name }, PAGE_ROWS)) for (const row of rows) await writer.line(lineOf(path, row));
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return writer.end();
}

/** The body is JSON already, and may be large. */
function lineOf(path: string, { sound, body, ...facts }: ReadRow): string {
  if (sound === false)
    throw new ServiceError("internal", `${path}: ${facts.id} is damaged in the store; phm verify tells what else is`, {
      reason: "data_loss",
      retryable: false,
    });
  return `${JSON.stringify(facts).slice(0, -1)},"value":${body}}`;
}
