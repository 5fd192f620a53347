import {
  criticalityCodec,
  EquipmentOrder,
  type EquipmentService,
  equipmentEntryToWire,
  equipmentKindCodec,
  equipmentStateCodec,
} from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListEquipment = MethodHandler<(typeof EquipmentService)["method"]["listEquipment"]>;

export function listEquipment(tree: EquipmentTree): ListEquipment {
  return async (request) => {
    const { organisation, site, parent, kind, state, criticality, asset, order } = request;
    const { entries, nextCursor } = await tree.list({
      organisation: organisationId(organisation),
      site: siteId(site),
      ...(parent === undefined ? {} : { parent }),
      ...(asset === undefined ? {} : { asset }),
      // Zero is the wire's way of saying nothing.
      ...(kind ? { kind: equipmentKindCodec.fromWire(kind, "kind") } : {}),
      ...(state ? { state: equipmentStateCodec.fromWire(state, "state") } : {}),
      ...(criticality ? { criticality: criticalityCodec.fromWire(criticality, "criticality") } : {}),
      order: order === EquipmentOrder.CHANGED ? "changed" : "code",
      ...page(request, LIST_LIMIT),
    });
    return { entries: entries.map(equipmentEntryToWire), nextCursor: nextCursor ?? "" };
  };
}
