import { FAILURE_CAUSES, FAILURE_MECHANISMS, FAILURE_MODES, PAST_ORDER_KINDS, PAST_ORDER_LIMITS } from "@phm/domain";
import type { RecordKind } from "./record-kind.js";

/** Work that was done before this suite ran, as another system has it on record. */
export const PAST_WORK_ORDERS: RecordKind = {
  name: "work-orders",
  key: ["number"],
  oneOf: ["finished", "started", "reported"],
  fields: {
    number: { type: "text", maxLength: PAST_ORDER_LIMITS.number, required: true },
    asset: { type: "text", maxLength: PAST_ORDER_LIMITS.asset, required: true },
    kind: { type: "choice", of: PAST_ORDER_KINDS },
    title: { type: "text", maxLength: PAST_ORDER_LIMITS.title, required: true },
    component: { type: "text", maxLength: PAST_ORDER_LIMITS.component },
    workDone: { type: "text", maxLength: PAST_ORDER_LIMITS.workDone },
    reported: { type: "time" },
    started: { type: "time" },
    finished: { type: "time" },
    code: { type: "text", maxLength: PAST_ORDER_LIMITS.code },
    failureMode: { type: "choice", of: FAILURE_MODES },
    mechanism: { type: "choice", of: Object.keys(FAILURE_MECHANISMS) },
    cause: { type: "choice", of: Object.keys(FAILURE_CAUSES) },
    labourH: { type: "hours" },
    downtimeH: { type: "hours" },
    cost: { type: "number", min: 0 },
  },
};
