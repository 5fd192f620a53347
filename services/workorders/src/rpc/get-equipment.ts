import { type EquipmentService, equipmentKeyFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { entryAnswer } from "./equipment-messages.js";

type GetEquipment = MethodHandler<(typeof EquipmentService)["method"]["getEquipment"]>;

export function getEquipment(tree: EquipmentTree): GetEquipment {
  return async ({ ref }) => entryAnswer(await tree.get(equipmentKeyFromWire(ref)));
}
