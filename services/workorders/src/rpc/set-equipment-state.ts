import { type EquipmentService, equipmentKeyFromWire, equipmentStateCodec } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentBook } from "../equipment/equipment-book.js";
import { changeFromWire, entryAnswer } from "./equipment-messages.js";

type SetEquipmentState = MethodHandler<(typeof EquipmentService)["method"]["setEquipmentState"]>;

export function setEquipmentState(book: EquipmentBook): SetEquipmentState {
  return async ({ ref, state, reason, change }) => {
    const command = { kind: "set_state", state: equipmentStateCodec.fromWire(state, "state"), reason } as const;
    return entryAnswer(await book.change(equipmentKeyFromWire(ref), changeFromWire(change), () => [command]));
  };
}
