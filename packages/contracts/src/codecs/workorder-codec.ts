import { create } from "@bufbuild/protobuf";
import {
  type FailureFamily,
  InvalidValue,
  type WorkOrder,
  type WorkOrderEvent,
  type WorkOrderEventKind,
  type WorkOrderState,
} from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/workorder_pb.js";
import { advisoryFromWire, advisoryToWire, tierCodec } from "./advisory-codec.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import {
  bilingualFromWire,
  bilingualToWire,
  conditionCourseFromWire,
  conditionCourseToWire,
  orderWorkFromWire,
  orderWorkToWire,
} from "./order-record-codec.js";
import { orderOriginFromWire, orderOriginToWire, orderTaskFromWire, orderTaskToWire } from "./order-task-codec.js";
import { modeOrNoneFromWire, modeOrNoneToWire } from "./verdict-codec.js";

export const workOrderStateCodec = enumCodec<WorkOrderState, wire.WorkOrderState>({
  open: wire.WorkOrderState.OPEN,
  acknowledged: wire.WorkOrderState.ACKNOWLEDGED,
  planned: wire.WorkOrderState.PLANNED,
  in_progress: wire.WorkOrderState.IN_PROGRESS,
  on_hold: wire.WorkOrderState.ON_HOLD,
  done: wire.WorkOrderState.DONE,
  verified: wire.WorkOrderState.VERIFIED,
  closed: wire.WorkOrderState.CLOSED,
  cancelled: wire.WorkOrderState.CANCELLED,
  rejected: wire.WorkOrderState.REJECTED,
});

const eventKindCodec = enumCodec<WorkOrderEventKind, wire.WorkOrderEventKind>({
  opened: wire.WorkOrderEventKind.OPENED,
  enriched: wire.WorkOrderEventKind.ENRICHED,
  relabelled: wire.WorkOrderEventKind.RELABELLED,
  escalated: wire.WorkOrderEventKind.ESCALATED,
  fell_back: wire.WorkOrderEventKind.FELL_BACK,
  came_back: wire.WorkOrderEventKind.CAME_BACK,
  proved: wire.WorkOrderEventKind.PROVED,
  acknowledged: wire.WorkOrderEventKind.ACKNOWLEDGED,
  assigned: wire.WorkOrderEventKind.ASSIGNED,
  planned: wire.WorkOrderEventKind.PLANNED,
  started: wire.WorkOrderEventKind.STARTED,
  held: wire.WorkOrderEventKind.HELD,
  resumed: wire.WorkOrderEventKind.RESUMED,
  finished: wire.WorkOrderEventKind.FINISHED,
  verified: wire.WorkOrderEventKind.VERIFIED,
  closed: wire.WorkOrderEventKind.CLOSED,
  cancelled: wire.WorkOrderEventKind.CANCELLED,
  rejected: wire.WorkOrderEventKind.REJECTED,
  reopened: wire.WorkOrderEventKind.REOPENED,
  commented: wire.WorkOrderEventKind.COMMENTED,
  ticked: wire.WorkOrderEventKind.TICKED,
  time_booked: wire.WorkOrderEventKind.TIME_BOOKED,
  part_booked: wire.WorkOrderEventKind.PART_BOOKED,
  attached: wire.WorkOrderEventKind.ATTACHED,
});

export const failureFamilyCodec = enumCodec<FailureFamily, wire.FailureFamily>({
  bearing: wire.FailureFamily.BEARING,
  rotor: wire.FailureFamily.ROTOR,
  gear: wire.FailureFamily.GEAR,
  electrical: wire.FailureFamily.ELECTRICAL,
  process: wire.FailureFamily.PROCESS,
  sensor: wire.FailureFamily.SENSOR,
});

/** The wire writes "left as it was" as 0. */
const UNCHANGED = 0;

/** The wire writes "no fault that has a name" as 0. */
const NO_FAMILY = 0;

export function familyOrNoneToWire(family: FailureFamily | undefined): number {
  return family === undefined ? NO_FAMILY : failureFamilyCodec.toWire(family);
}

/** @throws InvalidValue naming an unknown family or mode */
export function faultFromWire(
  message: Pick<wire.WorkOrder, "failureFamily" | "failureMode">,
): Pick<WorkOrder, "failureFamily" | "failureMode"> {
  const failureFamily =
    message.failureFamily === NO_FAMILY ? undefined : failureFamilyCodec.fromWire(message.failureFamily, "failureFamily");
  return present({ failureFamily, failureMode: modeOrNoneFromWire(message.failureMode, "failureMode") });
}

export function workOrderEventToWire({ state, ...event }: WorkOrderEvent): wire.WorkOrderEvent {
  return create(wire.WorkOrderEventSchema, {
    ...event,
    kind: eventKindCodec.toWire(event.kind),
    state: state === undefined ? UNCHANGED : workOrderStateCodec.toWire(state),
  });
}

/** @throws InvalidValue for an event without a number */
export function workOrderEventFromWire(message: wire.WorkOrderEvent): WorkOrderEvent {
  const { timeNs, kind, actor, note, sequence, state, advisoryId, commandId } = message;
  return {
    sequence: counted("history.sequence", sequence),
    timeNs,
    kind: eventKindCodec.fromWire(kind, "history.kind"),
    ...(state === UNCHANGED ? {} : { state: workOrderStateCodec.fromWire(state, "history.state") }),
    ...{ actor, note },
    ...present({ advisoryId, commandId }),
  };
}

function counted(field: string, number: number): number {
  if (number >= 1) return number;
  throw new InvalidValue(field, number, "counted from 1");
}

export function workOrderToWire({ work, course, suggestsClosing, task, latest, ...order }: WorkOrder): wire.WorkOrder {
  return create(wire.WorkOrderSchema, {
    ...order,
    ref: assetRefToWire(order.ref),
    failureFamily: familyOrNoneToWire(order.failureFamily),
    failureMode: modeOrNoneToWire(order.failureMode),
    tier: tierCodec.toWire(order.tier),
    state: workOrderStateCodec.toWire(order.state),
    origin: orderOriginToWire(order.origin),
    ...(task ? { task: orderTaskToWire(task) } : {}),
    ...(latest ? { latest: advisoryToWire(latest) } : {}),
    history: order.history.map(workOrderEventToWire),
    ...(work ? { work: orderWorkToWire(work) } : {}),
    ...(course ? { course: conditionCourseToWire(course) } : {}),
    ...(suggestsClosing ? { suggestsClosing: bilingualToWire(suggestsClosing) } : {}),
  });
}

export function workOrderFromWire(message: wire.WorkOrder): WorkOrder {
  const { work, course, suggestsClosing, task, latest } = message;
  const origin = orderOriginFromWire(message.origin);
  if (origin === "prediction" && !latest) throw new InvalidValue("latest", undefined, "the advisory that the order rests on");
  return {
    id: message.id,
    ref: assetRefFromWire(message.ref),
    component: message.component,
    ...faultFromWire(message),
    tier: tierCodec.fromWire(message.tier, "tier"),
    state: workOrderStateCodec.fromWire(message.state, "state"),
    openedNs: message.openedNs,
    updatedNs: message.updatedNs,
    dueNs: message.dueNs,
    ...{ origin, openedBy: message.openedBy },
    ...(task ? { task: orderTaskFromWire(task) } : {}),
    ...(latest ? { latest: advisoryFromWire(latest) } : {}),
    advisoryCount: message.advisoryCount,
    ...present({ previousOrder: message.previousOrder, endedNs: message.endedNs }),
    eventCount: counted("eventCount", message.eventCount),
    history: message.history.map(workOrderEventFromWire),
    ...(work ? { work: orderWorkFromWire(work) } : {}),
    ...(course ? { course: conditionCourseFromWire(course) } : {}),
    ...(suggestsClosing ? { suggestsClosing: bilingualFromWire(suggestsClosing, "suggestsClosing") } : {}),
  };
}
