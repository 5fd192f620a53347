import type { AlarmState, AssetRef, TimeNs } from "@phm/domain";
import { addSeconds, alarmId, secondsBetween } from "@phm/domain";
import { alarmFlood } from "./alarm-flood.js";

const WEEK_S = 7 * 24 * 3600;
/** ISA-18.2 calls an alarm stale that stands for more than 24 hours. */
export const STALE_S = 24 * 3600;
/**
 * ISA-18.2 starts from three alarms in a minute. Ours come a minute after their cause at the earliest and go after ten, so the
 * same ratio of period to delay makes it three in an hour.
 */
export const CHATTERING_COUNT = 3;
export const CHATTERING_WINDOW_S = 3600;

/** One alarm as it stands now. */
export interface StandingAlarm {
  readonly ref: AssetRef;
  readonly state: AlarmState;
  readonly active: boolean;
  readonly raisedNs: TimeNs | null;
}

/** One occurrence. */
export interface RaisedAlarm {
  readonly ref: AssetRef;
  readonly timeNs: TimeNs;
}

/** What a person found on an asset after an alarm. */
export interface AlarmVerdict {
  readonly ref: AssetRef;
  readonly timeNs: TimeNs;
  readonly confirmed: boolean;
}

export interface AlarmKpiInput {
  readonly fromNs: TimeNs;
  readonly toNs: TimeNs;
  readonly alarms: readonly StandingAlarm[];
  /** Occurrences within the window. */
  readonly raised: readonly RaisedAlarm[];
  readonly verdicts: readonly AlarmVerdict[];
}

/** The figures by which ISA-18.2 judges an alarm system, over a time and a set of assets. */
export interface AlarmKpis {
  readonly assets: number;
  readonly raised: number;
  /** Null without an asset or a time. */
  readonly alarmsPerAssetWeek: number | null;
  /** Ids of alarms raised three times within one hour. */
  readonly chattering: readonly string[];
  /** Ids of alarms whose condition has stood for more than 24 hours. */
  readonly stale: readonly string[];
  /** Alarms whose condition stands now and that are not put aside. */
  readonly standing: number;
  readonly byState: Readonly<Partial<Record<AlarmState, number>>>;
  /** Floods that began in the window, and whether one is on at its end. */
  readonly floods: number;
  readonly floodActive: boolean;
  /** Alarms on which a verdict was given, and how many of these it confirmed; the ratio is null without any. */
  readonly judged: number;
  readonly confirmed: number;
  readonly precisionRatio: number | null;
}

function isChattering(timesNs: readonly TimeNs[]): boolean {
  const ordered = [...timesNs].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ordered.some((lastNs, i) => {
    const firstNs = ordered[i - CHATTERING_COUNT + 1];
    return firstNs !== undefined && secondsBetween(firstNs, lastNs) <= CHATTERING_WINDOW_S;
  });
}

function earliest(timesNs: readonly TimeNs[]): TimeNs | null {
  let found: TimeNs | null = null;
  for (const timeNs of timesNs) if (found === null || timeNs < found) found = timeNs;
  return found;
}

/** The verdict on an alarm is the first that follows it before the asset's next alarm. */
function precision(raised: readonly RaisedAlarm[], verdicts: readonly AlarmVerdict[]) {
  const found = raised.flatMap(({ ref, timeNs }) => {
    const id = alarmId(ref);
    const nextNs = raised.filter((other) => alarmId(other.ref) === id && other.timeNs > timeNs).map((other) => other.timeNs);
    const endNs = earliest(nextNs);
    const after = verdicts.filter(
      (verdict) => alarmId(verdict.ref) === id && verdict.timeNs >= timeNs && (endNs === null || verdict.timeNs < endNs),
    );
    return after.length === 0 ? [] : [after.reduce((a, b) => (a.timeNs <= b.timeNs ? a : b))];
  });
  const confirmed = found.filter((verdict) => verdict.confirmed).length;
  return { judged: found.length, confirmed, precisionRatio: found.length === 0 ? null : confirmed / found.length };
}

/** The key figures of a set of alarms over `fromNs` (included) to `toNs`. Order of the inputs does not matter. */
export function alarmKpis({ fromNs, toNs, alarms, raised, verdicts }: AlarmKpiInput): AlarmKpis {
  const inWindow = raised.filter(({ timeNs }) => timeNs >= fromNs && timeNs <= toNs);
  const timesOf = new Map<string, TimeNs[]>();
  for (const { ref, timeNs } of inWindow) timesOf.set(alarmId(ref), [...(timesOf.get(alarmId(ref)) ?? []), timeNs]);
  const byState: Partial<Record<AlarmState, number>> = {};
  for (const { state } of alarms) byState[state] = (byState[state] ?? 0) + 1;
  const weeks = secondsBetween(fromNs, toNs) / WEEK_S;
  const flood = alarmFlood(
    inWindow.map(({ timeNs }) => timeNs),
    toNs,
  );
  const staleBefore = addSeconds(toNs, -STALE_S);
  const isStanding = ({ state, active }: StandingAlarm) => active && (state === "unacknowledged" || state === "acknowledged");
  return {
    assets: alarms.length,
    raised: inWindow.length,
    alarmsPerAssetWeek: alarms.length > 0 && weeks > 0 ? inWindow.length / alarms.length / weeks : null,
    chattering: [...timesOf].flatMap(([id, times]) => (isChattering(times) ? [id] : [])).sort(),
    stale: alarms
      .filter((alarm) => isStanding(alarm) && alarm.raisedNs !== null && alarm.raisedNs < staleBefore)
      .map(({ ref }) => alarmId(ref))
      .sort(),
    standing: alarms.filter(isStanding).length,
    byState,
    floods: flood.floods,
    floodActive: flood.active,
    ...precision(inWindow, verdicts),
  };
}
