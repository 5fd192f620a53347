import { KpiService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getMaintenanceKpis } from "../rpc/get-maintenance-kpis.js";

export function kpiService({ kpis }: Pick<WorkordersContext, "kpis">): GrpcService {
  return defineService(KpiService, { getMaintenanceKpis: getMaintenanceKpis(kpis) });
}
