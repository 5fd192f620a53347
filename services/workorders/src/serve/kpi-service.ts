import { KpiService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getLifeCosts } from "../rpc/get-life-costs.js";
import { getMaintenanceKpis } from "../rpc/get-maintenance-kpis.js";

type Context = Pick<WorkordersContext, "kpis"> & { readonly equipment: Pick<WorkordersContext["equipment"], "tree"> };

export function kpiService({ kpis, equipment }: Context): GrpcService {
  return defineService(KpiService, {
    getMaintenanceKpis: getMaintenanceKpis(kpis, equipment.tree),
    getLifeCosts: getLifeCosts(kpis, equipment.tree),
  });
}
