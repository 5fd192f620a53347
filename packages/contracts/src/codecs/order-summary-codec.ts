import { create } from "@bufbuild/protobuf";
import type { WorkOrderSort, WorkOrderSummary } from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/workorder_pb.js";
import { tierCodec } from "./advisory-codec.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import { bilingualFromWire, bilingualToWire } from "./order-record-codec.js";
import { orderOriginFromWire, orderOriginToWire } from "./order-task-codec.js";
import { modeOrNoneToWire } from "./verdict-codec.js";
import { familyOrNoneToWire, faultFromWire, workOrderStateCodec } from "./workorder-codec.js";

export const workOrderSortCodec = enumCodec<WorkOrderSort, wire.WorkOrderSort>({
  opened: wire.WorkOrderSort.OPENED,
  updated: wire.WorkOrderSort.UPDATED,
  due: wire.WorkOrderSort.DUE,
  urgency: wire.WorkOrderSort.URGENCY,
});

export function workOrderSummaryToWire({ title, ...summary }: WorkOrderSummary): wire.WorkOrderSummary {
  return create(wire.WorkOrderSummarySchema, {
    ...summary,
    ref: assetRefToWire(summary.ref),
    failureFamily: familyOrNoneToWire(summary.failureFamily),
    failureMode: modeOrNoneToWire(summary.failureMode),
    origin: orderOriginToWire(summary.origin),
    ...(title ? { title: bilingualToWire(title) } : {}),
    tier: tierCodec.toWire(summary.tier),
    state: workOrderStateCodec.toWire(summary.state),
  });
}

export function workOrderSummaryFromWire(message: wire.WorkOrderSummary): WorkOrderSummary {
  const { id, component, openedNs, updatedNs, dueNs, endedNs, advisoryCount, eventCount, assignee, suggestsClosing, title } = message;
  return {
    ...{ id, component, openedNs, updatedNs, dueNs, advisoryCount, eventCount, suggestsClosing },
    ref: assetRefFromWire(message.ref),
    ...faultFromWire(message),
    origin: orderOriginFromWire(message.origin),
    ...(title ? { title: bilingualFromWire(title, "title") } : {}),
    tier: tierCodec.fromWire(message.tier, "tier"),
    state: workOrderStateCodec.fromWire(message.state, "state"),
    ...present({ endedNs, assignee }),
  };
}
