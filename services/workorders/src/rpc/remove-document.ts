import { type EquipmentService, equipmentKeyFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentBook } from "../equipment/equipment-book.js";
import { changeFromWire, entryAnswer } from "./equipment-messages.js";

type RemoveDocument = MethodHandler<(typeof EquipmentService)["method"]["removeDocument"]>;

export function removeDocument(book: EquipmentBook): RemoveDocument {
  return async ({ ref, id, change }) =>
    entryAnswer(await book.change(equipmentKeyFromWire(ref), changeFromWire(change), () => [{ kind: "remove_document", id }]));
}
