import { costEntryFromWire, type EquipmentService, equipmentKeyFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentBook } from "../equipment/equipment-book.js";
import { changeFromWire, entryAnswer } from "./equipment-messages.js";

type BookCost = MethodHandler<(typeof EquipmentService)["method"]["bookCost"]>;

/** A cost does not rest on what the node was when it was read: revision 0 means any. */
export function bookCost(book: EquipmentBook): BookCost {
  return async ({ ref, cost, change: message }) => {
    const { expectedRevision, ...change } = changeFromWire(message);
    const command = { kind: "book_cost", entry: costEntryFromWire(cost) } as const;
    const seen = expectedRevision === 0 ? change : { ...change, expectedRevision };
    return entryAnswer(await book.change(equipmentKeyFromWire(ref), seen, () => [command]));
  };
}
