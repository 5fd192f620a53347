import { assetRefFromWire, modeOrNoneFromWire, orderRoleCodec, orderTaskFromWire, tierCodec, type WorkOrderService } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { OrderDesk } from "../orders/order-desk.js";
import type { People } from "../orders/people.js";
import { orderAnswer } from "./order-messages.js";

type CreateWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["createWorkOrder"]>;

/** The wire writes "not said" as 0. */
const NOT_SAID = 0;

export function createWorkOrder(desk: OrderDesk, people: People): CreateWorkOrder {
  return async ({ ref, component, failureMode, tier, dueNs, task, actor, role, requestId }) => {
    if (!task) throw new InvalidValue("task", undefined, "what is to be done");
    const mode = modeOrNoneFromWire(failureMode, "failureMode");
    const record = await desk.create({
      ...{ ref: assetRefFromWire(ref), component, dueNs, actor, requestId, task: orderTaskFromWire(task) },
      ...(mode === undefined ? {} : { failureMode: mode }),
      tier: tier === NOT_SAID ? "plan" : tierCodec.fromWire(tier, "tier"),
      role: orderRoleCodec.fromWire(role, "role"),
    });
    return orderAnswer(record, people);
  };
}
