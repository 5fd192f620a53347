import { type EquipmentService, equipmentKeyFromWire } from "@phm/contracts";
import { equipmentCode } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentBook } from "../equipment/equipment-book.js";
import { changeFromWire, entryAnswer } from "./equipment-messages.js";

type MoveEquipment = MethodHandler<(typeof EquipmentService)["method"]["moveEquipment"]>;

export function moveEquipment(book: EquipmentBook): MoveEquipment {
  return async ({ ref, parent, change }) => {
    const command = { kind: "move", parent: equipmentCode(parent, "parent") } as const;
    return entryAnswer(await book.change(equipmentKeyFromWire(ref), changeFromWire(change), () => [command]));
  };
}
