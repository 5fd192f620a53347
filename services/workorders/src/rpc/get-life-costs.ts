import { assetRefFromWire, costTotalToWire, type KpiService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import type { OrderKpis } from "../kpis/order-kpis.js";

type GetLifeCosts = MethodHandler<(typeof KpiService)["method"]["getLifeCosts"]>;

/** What is booked on the orders of a machine, and what is booked on its node of the register: two books, which nobody adds up here. */
export function getLifeCosts(kpis: OrderKpis, tree: Pick<EquipmentTree, "machineOf">): GetLifeCosts {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const [costs, machine] = await Promise.all([kpis.lifeCosts(ref), tree.machineOf(ref)]);
    return { ...costs, booked: (machine?.equipment.costTotals ?? []).map(costTotalToWire) };
  };
}
