import { type JsonObject, type Migration, rewriteDocuments } from "@phm/service-kit";
import { TRANSFER_COLLECTION } from "../exchange/transfer-log.js";

/** Lets the next look at orders find those whose end other systems may not know; what they know, it finds out. */
export const transfersStand: Migration = {
  version: 3,
  name: "transfers-stand",
  run: (store, progress) => rewriteDocuments(store, TRANSFER_COLLECTION, standing, progress),
};

function standing(value: JsonObject): JsonObject | undefined {
  return value.standing === undefined ? { ...value, standing: true } : undefined;
}
