import { createHash } from "node:crypto";
import { movementKindCodec, type PartRecordMessage, type PartService, sparePartToWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type CountedStock, countedStockOf, type FileRecord, fileProblem, sparePartOf } from "@phm/exchange-files";
import { type ClientCalls, ServiceError } from "@phm/service-kit";
import type { TableProblem } from "../../problem-line.js";

export type Parts = ClientCalls<typeof PartService>;

export interface Taking {
  readonly place: Parameters<typeof sparePartOf>[1];
  readonly actor: string;
  readonly dryRun: boolean;
  /** Whether every row of the file could be read. */
  readonly isWhole: boolean;
}

export interface TakenRecords {
  readonly taken: number;
  readonly unchanged: number;
  readonly problems: readonly TableProblem[];
}

/** Takes records of kind `parts` or `stock`, one after the other: each is as it is stated afterwards, however often it is taken. */
export async function takeParts(kind: string, records: readonly FileRecord[], taking: Taking, parts: Parts): Promise<TakenRecords> {
  const take = kind === "stock" ? takeStock : takePart;
  const problems: TableProblem[] = [];
  const counts = { taken: 0, unchanged: 0 };
  for (const record of records) {
    try {
      counts[(await take(record, taking, parts)) ? "taken" : "unchanged"] += 1;
    } catch (error) {
      problems.push(refusal(record, error));
    }
  }
  return { ...counts, problems };
}

async function takePart(record: FileRecord, { place, dryRun }: Taking, parts: Parts): Promise<boolean> {
  const part = sparePartOf(record, place);
  const known = await found(parts, { ...place, id: part.id });
  const wanted = sparePartToWire(part);
  if (known && JSON.stringify(known.part) === JSON.stringify(wanted)) return false;
  if (!dryRun) await parts.putPart({ part: wanted, expectedVersion: known?.version ?? 0n });
  return true;
}

async function takeStock(record: FileRecord, { place, actor, dryRun }: Taking, parts: Parts): Promise<boolean> {
  const stock = countedStockOf(record);
  const known = await found(parts, { ...place, id: stock.part });
  if (!known) throw new InvalidValue("part", stock.part, "one of the site's parts", "unknown_part");
  const level = known.stores.find(({ store }) => store === stock.store);
  const movements = [
    ...(level?.onHand === stock.onHand ? [] : [{ kind: "count" as const, quantity: stock.onHand }]),
    ...(level?.min === stock.min && level?.max === stock.max ? [] : [{ kind: "limit" as const, ...limitsOf(stock) }]),
  ];
  for (const { kind, ...facts } of dryRun ? [] : movements) {
    // The version tells a second count of the same amount from the first one told twice.
    const id = `file:${kind}:${hashOf([stock.store, String(known.version), JSON.stringify(facts)])}`;
    const movement = { id, kind: movementKindCodec.toWire(kind), store: stock.store, ...facts, actor, note: "from a file" };
    await parts.movePart({ ...place, id: stock.part, movement });
  }
  return movements.length > 0;
}

function limitsOf({ min, max }: CountedStock) {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

async function found(parts: Parts, key: { organisation: string; site: string; id: string }): Promise<PartRecordMessage | undefined> {
  try {
    return (await parts.getPart(key)).record;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") return undefined;
    throw error;
  }
}

/** @throws what says nothing of the row, such as a suite that does not answer */
export function refusal({ line }: Pick<FileRecord, "line">, error: unknown): TableProblem {
  if (error instanceof InvalidValue) return fileProblem(line, error);
  if (!(error instanceof ServiceError) || error.code === "unavailable" || error.field === undefined) throw error;
  const { field, value = "", limit = "", reason = error.code } = error;
  return { line, column: field, value, limit, reason };
}

function hashOf(texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 40);
}
