import { type BlobReference, type BlobShelf, type BlobStore, type Collection, eachDocument } from "@phm/service-kit";
import { documentKey } from "../equipment/document-files.js";
import { readEntry, readEvent, type StoredEquipment, type StoredEvent } from "../equipment/stored-equipment.js";

/** The files at the equipment register as verification sees them; those that were removed are still on the time line. */
export function documentShelf(blobs: BlobStore, nodes: Collection<StoredEquipment>, events: Collection<StoredEvent>): BlobShelf {
  return {
    name: "documents",
    blobs,
    holdsFiles: true,
    async *references() {
      yield* atNodes(nodes);
      yield* onTimeLines(events);
    },
  };
}

async function* atNodes(nodes: Collection<StoredEquipment>): AsyncGenerator<BlobReference> {
  for await (const { id, value } of eachDocument(nodes)) {
    const { equipment } = readEntry(value);
    for (const { file } of equipment.documents)
      if (file) yield { key: documentKey(equipment, file.sha256), sha256: file.sha256, namedBy: id };
  }
}

async function* onTimeLines(events: Collection<StoredEvent>): AsyncGenerator<BlobReference> {
  for await (const { id, value } of eachDocument(events)) {
    const event = readEvent(value);
    if (event.kind !== "document_removed") continue;
    for (const sha256 of event.changes.flatMap(({ before }) => hashIn(before)))
      yield { key: documentKey(event.node, sha256), sha256, namedBy: id };
  }
}

/** The time line keeps what a document was as JSON text. */
function hashIn(document: string): string[] {
  const { sha256 } = JSON.parse(document) as { readonly sha256?: string };
  return sha256 === undefined ? [] : [sha256];
}
