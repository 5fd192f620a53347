import { readdirSync } from "node:fs";
import { join } from "node:path";
import { InvalidValue } from "@phm/domain";
import { isDamagedFile, openBlobStore, openRawStore, type RawStore, ReadPace, scrubBlobs, scrubRows } from "@phm/service-kit";
import type { ServiceEvent } from "./print-verification.js";
import { rateOf } from "./rate.js";
import { storesIn } from "./stores-in.js";

/**
 * Verifies the embedded stores of a data folder without their services: page structure and checksums. Which blobs are missing, or named by
 * nobody, only the service knows. @throws InvalidValue where the folder has no stores
 */
export async function* verifyFolder(data: string, maxRate: string): AsyncGenerator<ServiceEvent> {
  const folder = join(data, "stores");
  const pace = new ReadPace(rateOf(maxRate));
  const { services, blobFolders } = storesIn(readNames(folder));
  if (services.length === 0) throw new InvalidValue("data", data, "a data folder of a suite with embedded stores");
  for (const service of services) yield* verifyFile(folder, service, pace);
  for (const { service, name } of blobFolders) {
    const blobs = await openBlobStore({ name, database: "", folder: join(folder, `${service}-${name}`) });
    try {
      for await (const event of scrubBlobs(name, blobs, { repair: false, pace })) yield { service, ...event };
    } finally {
      await blobs.close();
    }
  }
}

async function* verifyFile(folder: string, service: string, pace: ReadPace): AsyncGenerator<ServiceEvent> {
  let store: RawStore | undefined;
  try {
    store = await openRawStore({ database: "", folder, file: `${service}.db` });
    for (const detail of await store.structureFaults()) yield pageFault(service, detail);
    for await (const event of scrubRows(store, pace)) yield { service, ...event };
  } catch (error) {
    if (!isDamagedFile(error)) throw error;
    yield pageFault(service, (error as Error).message);
  } finally {
    await store?.close();
  }
}

function pageFault(service: string, detail: string): ServiceEvent {
  return { service, fault: { kind: "damaged", store: "pages", id: `${service}.db`, detail, repaired: false } };
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
