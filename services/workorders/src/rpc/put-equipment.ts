import {
  type EquipmentService,
  equipmentKeyFromWire,
  equipmentKindCodec,
  equipmentRecordFromWire,
  equipmentStateCodec,
} from "@phm/contracts";
import { equipmentCode } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentBook } from "../equipment/equipment-book.js";
import { putEquipment as stating } from "../equipment/put-equipment.js";
import { changeFromWire, entryAnswer } from "./equipment-messages.js";

type PutEquipment = MethodHandler<(typeof EquipmentService)["method"]["putEquipment"]>;

export function putEquipment(book: EquipmentBook): PutEquipment {
  return async ({ ref, kind, parent, state, record, change }) => {
    const statement = {
      kind: equipmentKindCodec.fromWire(kind, "kind"),
      record: equipmentRecordFromWire(record),
      ...(parent === undefined ? {} : { parent: equipmentCode(parent, "parent") }),
      ...(state ? { state: equipmentStateCodec.fromWire(state, "state") } : {}),
    };
    return entryAnswer(await book.change(equipmentKeyFromWire(ref), changeFromWire(change), (before) => [stating(before, statement)]));
  };
}
