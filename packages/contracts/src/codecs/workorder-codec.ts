import { create } from "@bufbuild/protobuf";
import { type FailureFamily, InvalidValue, type WorkOrder, type WorkOrderEvent, type WorkOrderState } from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/workorder_pb.js";
import { advisoryFromWire, advisoryToWire, tierCodec } from "./advisory-codec.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { failureModeCodec } from "./health-codec.js";
import { present } from "./optional-fields.js";

export const workOrderStateCodec = enumCodec<WorkOrderState, wire.WorkOrderState>({
  open: wire.WorkOrderState.OPEN,
  closed: wire.WorkOrderState.CLOSED,
  cancelled: wire.WorkOrderState.CANCELLED,
});

const eventKindCodec = enumCodec<WorkOrderEvent["kind"], wire.WorkOrderEventKind>({
  opened: wire.WorkOrderEventKind.OPENED,
  enriched: wire.WorkOrderEventKind.ENRICHED,
  relabelled: wire.WorkOrderEventKind.RELABELLED,
  escalated: wire.WorkOrderEventKind.ESCALATED,
  closed: wire.WorkOrderEventKind.CLOSED,
  cancelled: wire.WorkOrderEventKind.CANCELLED,
});

const familyCodec = enumCodec<FailureFamily, wire.FailureFamily>({
  bearing: wire.FailureFamily.BEARING,
  rotor: wire.FailureFamily.ROTOR,
  gear: wire.FailureFamily.GEAR,
  electrical: wire.FailureFamily.ELECTRICAL,
  process: wire.FailureFamily.PROCESS,
  sensor: wire.FailureFamily.SENSOR,
});

function eventToWire(event: WorkOrderEvent): wire.WorkOrderEvent {
  return create(wire.WorkOrderEventSchema, {
    timeNs: event.timeNs,
    kind: eventKindCodec.toWire(event.kind),
    actor: event.actor,
    note: event.note,
    ...present({ advisoryId: event.advisoryId }),
  });
}

function eventFromWire(message: wire.WorkOrderEvent): WorkOrderEvent {
  return {
    timeNs: message.timeNs,
    kind: eventKindCodec.fromWire(message.kind, "history.kind"),
    actor: message.actor,
    note: message.note,
    ...present({ advisoryId: message.advisoryId }),
  };
}

export function workOrderToWire(order: WorkOrder): wire.WorkOrder {
  return create(wire.WorkOrderSchema, {
    ...order,
    ref: assetRefToWire(order.ref),
    failureFamily: familyCodec.toWire(order.failureFamily),
    failureMode: failureModeCodec.toWire(order.failureMode),
    tier: tierCodec.toWire(order.tier),
    state: workOrderStateCodec.toWire(order.state),
    latest: advisoryToWire(order.latest),
    history: order.history.map(eventToWire),
  });
}

export function workOrderFromWire(message: wire.WorkOrder): WorkOrder {
  if (!message.latest) throw new InvalidValue("latest", undefined, "the advisory that the order rests on");
  return {
    id: message.id,
    ref: assetRefFromWire(message.ref),
    component: message.component,
    failureFamily: familyCodec.fromWire(message.failureFamily, "failureFamily"),
    failureMode: failureModeCodec.fromWire(message.failureMode, "failureMode"),
    tier: tierCodec.fromWire(message.tier, "tier"),
    state: workOrderStateCodec.fromWire(message.state, "state"),
    openedNs: message.openedNs,
    updatedNs: message.updatedNs,
    dueNs: message.dueNs,
    openedBy: message.openedBy,
    latest: advisoryFromWire(message.latest),
    advisoryCount: message.advisoryCount,
    ...present({ previousOrder: message.previousOrder }),
    history: message.history.map(eventFromWire),
  };
}
