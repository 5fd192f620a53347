import { fromBinary } from "@bufbuild/protobuf";
import {
  AdvisorySchema,
  AlarmSchema,
  advisoryFromWire,
  alarmFromWire,
  ConditionStateSchema,
  conditionFromWire,
  HealthStateSchema,
  healthFromWire,
  RulEstimateSchema,
  rulEstimateFromWire,
  WorkOrderSchema,
  workOrderFromWire,
} from "@phm/contracts";
import { type AssetRef, formatTimeNs, type TimeNs } from "@phm/domain";
import type { StreamMessage } from "@phm/service-kit";
import type { EventKind } from "../schemas/events.js";

/** What has happened, short: whoever wants to know more asks for the record. */
export interface ApiEvent {
  readonly id: number;
  readonly kind: EventKind;
  readonly data: { readonly site: string; readonly asset: string; readonly time: string } & Readonly<Record<string, unknown>>;
}

/** An announcement as the API tells it. */
export function eventOf({ sequence, subject, payload }: StreamMessage): ApiEvent {
  const kind = subject.split(".")[1] as EventKind;
  return { id: sequence, kind, data: READERS[kind](payload) };
}

const at = ({ site, asset }: AssetRef, timeNs: TimeNs) => ({ site, asset, time: formatTimeNs(timeNs) });

const READERS: Readonly<Record<EventKind, (payload: Uint8Array) => ApiEvent["data"]>> = {
  condition: (payload) => {
    const { ref, timeNs, state, zone } = conditionFromWire(fromBinary(ConditionStateSchema, payload));
    return { ...at(ref, timeNs), state, zone };
  },
  health: (payload) => {
    const { ref, timeNs, health } = healthFromWire(fromBinary(HealthStateSchema, payload));
    return { ...at(ref, timeNs), health };
  },
  prognosis: (payload) => {
    const { ref, timeNs, status, p10S, p50S, p90S } = rulEstimateFromWire(fromBinary(RulEstimateSchema, payload));
    return { ...at(ref, timeNs), status, p10S: p10S ?? null, p50S: p50S ?? null, p90S: p90S ?? null };
  },
  alarm: (payload) => {
    const { ref, timeNs, id, state, condition } = alarmFromWire(fromBinary(AlarmSchema, payload));
    return { ...at(ref, timeNs), id, state, condition };
  },
  advisory: (payload) => {
    const { ref, timeNs, id, tier, failureMode } = advisoryFromWire(fromBinary(AdvisorySchema, payload));
    return { ...at(ref, timeNs), id, tier, failureMode };
  },
  workorder: (payload) => {
    const { ref, updatedNs, id, state, tier, failureMode } = workOrderFromWire(fromBinary(WorkOrderSchema, payload));
    return { ...at(ref, updatedNs), id, state, tier, failureMode };
  },
};
