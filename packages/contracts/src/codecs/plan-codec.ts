import { create } from "@bufbuild/protobuf";
import {
  type CatchUp,
  type ConditionTrigger,
  checkPreventivePlan,
  InvalidValue,
  type Meter,
  type MeterReading,
  type PlanInterval,
  type PlanTrigger,
  type PreventivePlan,
  type RecurrenceRule,
} from "@phm/domain";
import * as wire from "../gen/phm/plan/v1/plan_pb.js";
import { tierCodec } from "./advisory-codec.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import { orderTaskFromWire, orderTaskToWire } from "./order-task-codec.js";

export const meterCodec = enumCodec<Meter, wire.Meter>({
  running_hours: wire.Meter.RUNNING_HOURS,
  starts: wire.Meter.STARTS,
  cycles: wire.Meter.CYCLES,
  counted_hours: wire.Meter.COUNTED_HOURS,
});

const catchUpCodec = enumCodec<CatchUp, wire.CatchUp>({
  one: wire.CatchUp.ONE,
  all: wire.CatchUp.ALL,
  none: wire.CatchUp.NONE,
});

const intervalCodec = enumCodec<PlanInterval, wire.PlanInterval>({
  fixed: wire.PlanInterval.FIXED,
  floating: wire.PlanInterval.FLOATING,
});

const reachesCodec = enumCodec<ConditionTrigger["reaches"], wire.ReachedCondition>({
  alert: wire.ReachedCondition.ALERT,
  alarm: wire.ReachedCondition.ALARM,
  B: wire.ReachedCondition.ZONE_B,
  C: wire.ReachedCondition.ZONE_C,
  D: wire.ReachedCondition.ZONE_D,
});

/** What can be said of when a plan is due next. */
const PLAN_OUTLOOKS = ["due", "waits", "unknown", "over"] as const;

export const planOutlookCodec = enumCodec<(typeof PLAN_OUTLOOKS)[number], wire.PlanOutlook>({
  due: wire.PlanOutlook.DUE,
  waits: wire.PlanOutlook.WAITS,
  unknown: wire.PlanOutlook.UNKNOWN,
  over: wire.PlanOutlook.OVER,
});

export const occurrenceFateCodec = enumCodec<"ordered" | "missed" | "idle", wire.OccurrenceFate>({
  ordered: wire.OccurrenceFate.ORDERED,
  missed: wire.OccurrenceFate.MISSED,
  idle: wire.OccurrenceFate.IDLE,
});

export function preventivePlanToWire(plan: PreventivePlan): wire.PreventivePlan {
  const { id, organisation, site, asset, component, task, trigger, tier, aheadDays, aheadHours, toleranceDays } = plan;
  return create(wire.PreventivePlanSchema, {
    ...{ id, component, aheadDays, ...present({ aheadHours }), toleranceDays, tier: tierCodec.toWire(tier) },
    ref: assetRefToWire({ organisation, site, asset }),
    task: orderTaskToWire(task),
    trigger: triggerToWire(trigger),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function preventivePlanFromWire(message: wire.PreventivePlan | undefined): PreventivePlan {
  if (!message) throw new InvalidValue("plan", undefined, "present");
  const { id, component, task, aheadDays, aheadHours, toleranceDays } = message;
  if (!task) throw new InvalidValue("task", undefined, "what is to be done");
  const tier = tierCodec.fromWire(message.tier, "tier");
  if (tier === "watch") throw new InvalidValue("tier", tier, "plan or act_now", "unknown_word");
  const plan: PreventivePlan = {
    ...{ id, ...assetRefFromWire(message.ref), component, tier, aheadDays, ...present({ aheadHours }), toleranceDays },
    task: orderTaskFromWire(task),
    trigger: triggerFromWire(message.trigger),
  };
  checkPreventivePlan(plan);
  return plan;
}

function triggerToWire(trigger: PlanTrigger) {
  switch (trigger.kind) {
    case "calendar": {
      const { rule, interval, catchUp } = trigger;
      const words = { interval: intervalCodec.toWire(interval), ...(catchUp ? { catchUp: catchUpCodec.toWire(catchUp) } : {}) };
      return { case: "calendar" as const, value: create(wire.CalendarTriggerSchema, { rule, ...words }) };
    }
    case "meter": {
      const { meter, every, from, interval } = trigger;
      const words = { meter: meterCodec.toWire(meter), interval: intervalCodec.toWire(interval) };
      return { case: "meter" as const, value: create(wire.MeterTriggerSchema, { ...words, every, from }) };
    }
    case "condition": {
      const { reaches, heldHours } = trigger;
      return {
        case: "condition" as const,
        value: create(wire.ConditionTriggerSchema, { reaches: reachesCodec.toWire(reaches), heldHours }),
      };
    }
  }
}

function triggerFromWire(trigger: wire.PreventivePlan["trigger"]): PlanTrigger {
  switch (trigger.case) {
    case undefined:
      throw new InvalidValue("trigger", undefined, "calendar, meter or condition", "missing_trigger");
    case "calendar": {
      const { rule, interval, catchUp } = trigger.value;
      const words = { rule: ruleFromWire(rule), interval: intervalCodec.fromWire(interval, "trigger.interval") };
      const isGiven = catchUp !== wire.CatchUp.UNSPECIFIED;
      return { kind: "calendar", ...words, ...(isGiven ? { catchUp: catchUpCodec.fromWire(catchUp, "trigger.catchUp") } : {}) };
    }
    case "meter": {
      const { meter, every, from, interval } = trigger.value;
      const words = { meter: meterCodec.fromWire(meter, "trigger.meter"), interval: intervalCodec.fromWire(interval, "trigger.interval") };
      return { kind: "meter", ...words, every, from };
    }
    case "condition": {
      const { reaches, heldHours } = trigger.value;
      return { kind: "condition", reaches: reachesCodec.fromWire(reaches, "trigger.reaches"), heldHours };
    }
  }
}

/** @throws InvalidValue where there is no rule; what it says is checked with its plan */
export function ruleFromWire(rule: wire.RecurrenceRule | undefined, field = "trigger.rule"): RecurrenceRule {
  if (!rule) throw new InvalidValue(field, undefined, "present");
  const { rrule, start, timeZone } = rule;
  return { rrule, start, timeZone };
}

export function meterReadingToWire({ ref, meter, ...reading }: MeterReading): wire.MeterReading {
  return create(wire.MeterReadingSchema, { ...reading, ref: assetRefToWire(ref), meter: meterCodec.toWire(meter) });
}

/** @throws InvalidValue naming the field; what the reading says is checked against the one before */
export function meterReadingFromWire(message: wire.MeterReading | undefined): MeterReading {
  if (!message) throw new InvalidValue("reading", undefined, "present");
  const { ref, meter, timeNs, value, replaced, source } = message;
  return { ref: assetRefFromWire(ref), meter: meterCodec.fromWire(meter, "meter"), timeNs, value, replaced, source };
}
