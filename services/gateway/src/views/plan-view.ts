import {
  type ComplianceMessage,
  type MeterStandingMessage,
  meterCodec,
  type OccurrenceMessage,
  occurrenceFateCodec,
  type PlanRecordMessage,
  planOutlookCodec,
  preventivePlanFromWire,
} from "@phm/contracts";
import { formatTimeNs, type MeterReading } from "@phm/domain";

const UNITS = { running_hours: "h", starts: "starts", cycles: "cycles", counted_hours: "h" } as const;

const timeOrNull = (timeNs: bigint | undefined) => (timeNs === undefined ? null : formatTimeNs(timeNs));

/** A plan as the API shows it, with when it is due next. */
export function planView({ plan: message, revision, retired, changedBy, changedNs, outlook, nextDueNs }: PlanRecordMessage) {
  const plan = preventivePlanFromWire(message);
  const { trigger } = plan;
  return {
    ...plan,
    ...(trigger.kind === "meter" ? { trigger: { ...trigger, unit: UNITS[trigger.meter] } } : {}),
    ...{ revision: Number(revision), retired, changedBy, changedAt: formatTimeNs(changedNs) },
    ...{ outlook: planOutlookCodec.fromWire(outlook, "outlook"), nextDueAt: timeOrNull(nextDueNs) },
  };
}

export function occurrenceView({ plan, id, dueNs, fate, workOrder, doneNs, ended }: OccurrenceMessage) {
  const told = { plan, id, dueAt: formatTimeNs(dueNs), fate: occurrenceFateCodec.fromWire(fate, "fate") };
  return { ...told, workOrder: workOrder || null, doneAt: timeOrNull(doneNs), ended };
}

/** Counts of occurrences, and the ratio of those in time; null where nothing was due. */
export function complianceView(compliance: ComplianceMessage | undefined) {
  const { onTime = 0, late = 0, overdue = 0, missed = 0, pending = 0, idle = 0, complianceRatio } = compliance ?? {};
  return {
    ...{ onTimeCount: onTime, lateCount: late, overdueCount: overdue, missedCount: missed, pendingCount: pending, idleCount: idle },
    complianceRatio: complianceRatio ?? null,
  };
}

export function meterView({ meter: wireMeter, timeNs, value, total, perDay, unseenHours }: MeterStandingMessage) {
  const meter = meterCodec.fromWire(wireMeter, "meter");
  return {
    meter,
    unit: UNITS[meter],
    readAt: formatTimeNs(timeNs),
    value,
    total,
    perDay: perDay ?? null,
    unseenHours: unseenHours ?? null,
  };
}

export function meterReadingView({ meter, timeNs, value, replaced, source }: MeterReading) {
  return { meter, unit: UNITS[meter], time: formatTimeNs(timeNs), value, replaced, source };
}
