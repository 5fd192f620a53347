import { ALARM_EVENT_KINDS, ALARM_STATES, CONDITION_STATES } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

export const alarmState = z.enum(ALARM_STATES);
const condition = z.enum(CONDITION_STATES);

export const alarm = z
  .strictObject({
    id: z.string(),
    organisation: z.string(),
    site: z.string(),
    asset: z.string(),
    state: alarmState.describe("In the words of ISA-18.2."),
    condition: condition.describe("The condition as last followed."),
    active: z.boolean().describe("Whether the condition calls for the alarm, whatever people have done with it."),
    raisedAt: instant.nullable().describe("Start of the latest occurrence; null where there was none."),
    since: instant.describe("When the present state was entered."),
    shelvedUntil: instant.nullable(),
    transitionCount: z.int(),
    trace: z.strictObject({ acquisition: z.string(), time: instant, featureSet: z.string(), modelVersion: z.string() }),
  })
  .meta({ id: "Alarm", description: "The condition of one machine as an alarm: one for each asset." });

export const alarmTransition = z
  .strictObject({
    sequence: z.int(),
    time: instant,
    event: z.enum(ALARM_EVENT_KINDS),
    from: alarmState,
    to: alarmState,
    condition,
    actor: z.string().optional(),
    reason: z.string().optional(),
    acquisition: z.string().optional(),
  })
  .meta({ id: "AlarmTransition" });

export const alarmKpis = z
  .strictObject({
    from: instant,
    to: instant,
    assetCount: z.int(),
    raisedCount: z.int(),
    alarmsPerAssetWeekRatio: z.number().nullable().describe("Null where there is nothing to count by."),
    standingCount: z.int(),
    stale: z.array(z.string()).describe("Assets whose alarm has stood for more than 24 hours."),
    chattering: z.array(z.string()).describe("Assets whose alarm was raised three times within an hour."),
    byState: z.array(z.strictObject({ state: alarmState, alarmCount: z.int() })),
    floodCount: z.int(),
    floodActive: z.boolean().describe("More than ten alarms in ten minutes."),
    precision: z.strictObject({ judgedCount: z.int(), confirmedCount: z.int(), precisionRatio: z.number().nullable() }),
  })
  .meta({ id: "AlarmKpis", description: "Figures of ISA-18.2." });

export const alarmCommand = z.strictObject({ actor: z.string().optional(), reason: z.string().optional() });
export const shelfCommand = alarmCommand.extend({ durationS: z.number().describe("How long the alarm is put aside.") });
