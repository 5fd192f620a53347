import { createHash } from "node:crypto";
import { MAX_BLOB_PAGE } from "../blob/checked-blobs.js";
import { isDataLoss } from "../blob/data-loss.js";
import type { BlobStore } from "../blob/port.js";
import type { BlobReference, BlobShelf } from "./blob-shelf.js";
import type { Fault, FaultKind, ScrubEvent } from "./fault.js";
import type { ReadPace } from "./read-pace.js";
import { RunningTally } from "./running-tally.js";

export interface ScrubBlobsOptions {
  readonly repair: boolean;
  readonly pace: ReadPace;
  readonly signal?: AbortSignal;
  /** Whether a content was taken away for good. */
  readonly isErased?: (shelf: string, key: string) => Promise<boolean>;
}

/** Reads every blob that a document names, then looks for blobs that none names. */
export async function* scrubShelf(shelf: BlobShelf, options: ScrubBlobsOptions): AsyncGenerator<ScrubEvent> {
  const tally = new RunningTally(`blobs/${shelf.name}`);
  const seen = new Set<number>();
  for await (const reference of shelf.references()) {
    const place = placeOf(reference.key);
    if (seen.has(place)) continue;
    seen.add(place);
    const { bytes, wrong } = await checked(shelf.blobs, reference);
    tally.add(bytes);
    if (wrong && !(wrong.kind === "missing" && (await mayBeMissing(shelf, reference, options))))
      yield { fault: await faultOf(shelf, reference, wrong, options.repair) };
    yield* tally.whenDue();
    await options.pace.after(bytes, options.signal);
  }
  for await (const id of orphans(shelf, seen)) {
    yield { fault: { kind: "orphaned", store: `blobs/${shelf.name}`, id, detail: "no document names it", repaired: false } };
  }
  yield { tally: tally.now(true) };
}

/** Reads every blob of a store of which nothing more is known. */
export async function* scrubBlobs(name: string, blobs: BlobStore, { pace, signal }: ScrubBlobsOptions): AsyncGenerator<ScrubEvent> {
  const store = `blobs/${name}`;
  const tally = new RunningTally(store);
  for await (const key of eachBlob(blobs)) {
    const { bytes, wrong } = await checked(blobs, { key });
    tally.add(bytes);
    // Deleted since it was listed: nobody has lost anything.
    if (wrong?.kind === "damaged") yield { fault: { ...wrong, store, id: key, repaired: false } };
    yield* tally.whenDue();
    await pace.after(bytes, signal);
  }
  yield { tally: tally.now(true) };
}

export async function* eachBlob(blobs: BlobStore): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const { keys, nextCursor } = await blobs.list({ limit: MAX_BLOB_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    yield* keys;
    cursor = nextCursor;
  } while (cursor !== undefined);
}

interface Wrong {
  readonly kind: FaultKind;
  readonly detail: string;
}

async function checked(
  blobs: BlobStore,
  { key, sha256 }: Pick<BlobReference, "key" | "sha256">,
): Promise<{ readonly bytes: number; readonly wrong?: Wrong }> {
  try {
    const content = await blobs.get(key);
    if (!content) return { bytes: 0, wrong: { kind: "missing", detail: "is not there" } };
    const bytes = content.byteLength;
    const actual = sha256 === undefined ? undefined : createHash("sha256").update(content).digest("hex");
    if (actual === sha256) return { bytes };
    return { bytes, wrong: { kind: "damaged", detail: `has sha256 ${actual}, its document says ${sha256}` } };
  } catch (error) {
    if (!isDataLoss(error)) throw error;
    return { bytes: 0, wrong: { kind: "damaged", detail: (error as Error).message } };
  }
}

async function mayBeMissing({ name }: BlobShelf, { key, mayBeMissing: isExpected }: BlobReference, { isErased }: ScrubBlobsOptions) {
  return isExpected === true || ((await isErased?.(name, key)) ?? false);
}

async function faultOf(shelf: BlobShelf, reference: BlobReference, wrong: Wrong, repair: boolean): Promise<Fault> {
  const { key: id, namedBy } = reference;
  const repaired = repair && ((await shelf.repair?.(reference)) ?? false);
  return { ...wrong, store: `blobs/${shelf.name}`, id, namedBy, repaired };
}

/** A document may name a blob only after it was listed: it is written after it. So what seems to be an orphan is looked for once more. */
async function* orphans(shelf: BlobShelf, seen: ReadonlySet<number>): AsyncGenerator<string> {
  const suspects = new Set<string>();
  for await (const key of eachBlob(shelf.blobs)) if (!seen.has(placeOf(key))) suspects.add(key);
  if (suspects.size === 0) return;
  for await (const { key } of shelf.references()) suspects.delete(key);
  yield* suspects;
}

const PLACE_BYTES = 6;

/** 48 bits that stand for a key: millions of keys are kept, and two that meet only hide one of them. */
function placeOf(key: string): number {
  return createHash("sha256").update(key).digest().readUIntBE(0, PLACE_BYTES);
}
