import { DesignLifeService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getDesignLife } from "../rpc/get-design-life.js";

export function designLifeService({ register, clock }: Pick<WorkordersContext, "register" | "clock">): GrpcService {
  return defineService(DesignLifeService, { getDesignLife: getDesignLife(register, clock) });
}
