import type { BlobShelf, BlobStore, DocumentStore } from "@phm/service-kit";
import { EQUIPMENT_COLLECTION, EQUIPMENT_EVENT_COLLECTION, type StoredEquipment, type StoredEvent } from "../equipment/stored-equipment.js";
import { ROUND_COLLECTION, type StoredRound } from "../inspection/stored-round.js";
import { ORDER_COLLECTION, type StoredOrder } from "../orders/stored-order.js";
import { attachmentShelf } from "./attachment-shelf.js";
import { documentShelf } from "./document-shelf.js";

interface ServiceBlobs {
  readonly attachments: BlobStore;
  readonly documents: BlobStore;
}

/** All blobs of the service, with the documents that name them. */
export async function openShelves(store: DocumentStore, { attachments, documents }: ServiceBlobs): Promise<readonly BlobShelf[]> {
  const orders = await store.collection<StoredOrder>(ORDER_COLLECTION);
  const rounds = await store.collection<StoredRound>(ROUND_COLLECTION);
  const nodes = await store.collection<StoredEquipment>(EQUIPMENT_COLLECTION);
  const events = await store.collection<StoredEvent>(EQUIPMENT_EVENT_COLLECTION);
  return [attachmentShelf(attachments, orders, rounds), documentShelf(documents, nodes, events)];
}
