import { costEntryToWire, costTotalToWire, type EquipmentService, equipmentKeyFromWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { EquipmentTimeline } from "../equipment/equipment-timeline.js";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListCosts = MethodHandler<(typeof EquipmentService)["method"]["listCosts"]>;

export function listCosts(tree: EquipmentTree, timeline: EquipmentTimeline): ListCosts {
  return async (request) => {
    const { equipment } = await tree.get(equipmentKeyFromWire(request.ref));
    const { costs, nextCursor } = await timeline.costs(equipment, page(request, LIST_LIMIT));
    const totals = equipment.costTotals.map(costTotalToWire);
    return { costs: costs.map(costEntryToWire), totals, nextCursor: nextCursor ?? "" };
  };
}
