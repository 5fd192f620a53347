import type { RoundDatabase } from "./round-database.js";
import type { Entry, EntryReport } from "./round-types.js";

/** What the API takes of rounds. */
export interface RoundApi {
  /** @param sent what the phone's clock shows */
  upload(site: string, sent: string, entries: readonly Entry[]): Promise<readonly EntryReport[]>;
  missingPhotos(sha256: readonly string[]): Promise<readonly string[]>;
  putPhoto(sha256: string, content: Blob): Promise<void>;
}

const BATCH = 100;

/**
 * Sends what waits on the device, entries first and then their photos; ends at the first request that gets no answer, to be called again.
 * Every entry has an id of its own, so what was taken without our hearing of it is known when it is sent again.
 * @throws ApiError when the API cannot be reached or refuses a request as a whole
 */
export async function upload(database: RoundDatabase, api: RoundApi, nowMs: () => number): Promise<void> {
  const waiting = await database.waiting();
  for (const site of new Set(waiting.map((stored) => stored.site))) {
    const entries = waiting.filter((stored) => stored.site === site).map(({ entry }) => entry);
    for (let at = 0; at < entries.length; at += BATCH) {
      const reports = await api.upload(site, new Date(nowMs()).toISOString(), entries.slice(at, at + BATCH));
      for (const report of reports) await settle(database, report);
    }
  }
  await sendPhotos(database, api);
}

async function settle(database: RoundDatabase, report: EntryReport): Promise<void> {
  if (report.outcome !== "refused") return database.settle(report.id, { state: "sent", report });
  // What may be taken later stays where it is.
  if (!report.retryable) await database.settle(report.id, { state: "refused", report });
}

async function sendPhotos(database: RoundDatabase, api: RoundApi): Promise<void> {
  const hashes = await database.photoHashes();
  if (hashes.length === 0) return;
  const missing = new Set(await api.missingPhotos(hashes));
  for (const sha256 of hashes) {
    const photo = missing.has(sha256) ? await database.photo(sha256) : undefined;
    if (photo) await api.putPhoto(sha256, photo.content);
    await database.forgetPhoto(sha256);
  }
}
