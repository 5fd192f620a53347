import type { InspectionRound } from "@phm/domain";
import { type BlobReference, type BlobShelf, type BlobStore, type Collection, eachDocument } from "@phm/service-kit";
import { photoKey } from "../inspection/photo-store.js";
import { readRound, type StoredRound } from "../inspection/stored-round.js";
import { attachmentKey } from "../orders/attachment-store.js";
import { readOrder, type StoredOrder } from "../orders/stored-order.js";

/** The files of work orders and the photos of inspections as verification sees them: they share a blob store. */
export function attachmentShelf(blobs: BlobStore, orders: Collection<StoredOrder>, rounds: Collection<StoredRound>): BlobShelf {
  return {
    name: "attachments",
    blobs,
    holdsFiles: true,
    async *references() {
      yield* attached(orders);
      yield* photographed(rounds);
    },
  };
}

async function* attached(orders: Collection<StoredOrder>): AsyncGenerator<BlobReference> {
  for await (const { id, value } of eachDocument(orders)) {
    const order = readOrder(value);
    for (const { sha256 } of order.work?.attachments ?? []) yield { key: attachmentKey(order, sha256), sha256, namedBy: id };
  }
}

/** A phone may tell of a photo before it sends it. */
async function* photographed(rounds: Collection<StoredRound>): AsyncGenerator<BlobReference> {
  for await (const { id, value } of eachDocument(rounds)) {
    const { round } = readRound(value);
    for (const sha256 of photosOf(round)) yield { key: photoKey(round.organisation, sha256), sha256, namedBy: id, mayBeMissing: true };
  }
}

function photosOf({ items }: InspectionRound): string[] {
  return items.flatMap(({ records }) => records.flatMap(({ photos }) => photos));
}
