import {
  type AssetRef,
  checkOrderTask,
  type FailureMode,
  formatTimeNs,
  InvalidValue,
  type OrderRole,
  type OrderTask,
  type Tier,
  type TimeNs,
} from "@phm/domain";
import { checkActor, checkText } from "../check-verdict.js";
import { RoleMayNot } from "../illegal-work-order-transition.js";
import { WORKERS } from "./order-transitions.js";
import type { OrderRequest } from "./raise-order.js";

const MAX_ID = 200;

/** Work that a person calls for. */
export interface WantedWork {
  /** Given by the caller, so that a repetition is known. */
  readonly requestId: string;
  readonly ref: AssetRef;
  readonly component: string;
  readonly failureMode?: FailureMode;
  readonly tier: Tier;
  readonly dueNs: TimeNs;
  readonly task: OrderTask;
  readonly actor: string;
  readonly role: OrderRole;
}

/** @throws InvalidValue naming the field, RoleMayNot for a viewer */
export function workRequest(wanted: WantedWork, nowNs: TimeNs): OrderRequest {
  const { ref, failureMode, tier, dueNs, task, role } = wanted;
  const requestId = checkText("requestId", wanted.requestId, MAX_ID);
  const actor = checkActor(wanted.actor);
  if (!WORKERS.includes(role)) throw new RoleMayNot(role, "create", WORKERS);
  checkOrderTask(task);
  if (dueNs <= nowNs) throw new InvalidValue("due", formatTimeNs(dueNs), `after now (${formatTimeNs(nowNs)})`);
  return {
    ...{ id: requestId, origin: "person", openedBy: requestId, ref, tier, dueNs, actor },
    component: checkText("component", wanted.component, MAX_ID),
    ...(failureMode === undefined ? {} : { failureMode }),
    timeNs: nowNs,
    note: task.title.en,
    task,
  };
}
