import { type ConditionState, type MeterStanding, secondsBetween, type TimeNs } from "@phm/domain";
import { meterOutlook } from "./meter-rate.js";
import type { MeterOutlook } from "./plan-sight.js";
import { S_PER_DAY } from "./plan-time.js";

/**
 * The hours that assessments have seen a machine run. An assessment with a level over its reference is of a machine that ran: where it stands
 * still, is learnt, or has no sound accelerometer there is none. Time between two such assessments counts as run; all other time is
 * unseen: it is not guessed at.
 */
export interface RunCount {
  readonly lastNs: TimeNs;
  /** Whether it ran at the last one. */
  readonly ran: boolean;
  readonly hours: number;
  readonly unseenHours: number;
  /** What it stood at, about a day apart, oldest first: how fast it goes on. */
  readonly marks: readonly MeterStanding[];
}

type Seen = Pick<ConditionState, "timeNs" | "levelRatio">;

const S_PER_HOUR = 3_600;
/** A machine that is looked at less often may have stopped between. */
const MAX_GAP_S = 2 * S_PER_HOUR;
const MAX_MARKS = 30;

/** The count after a further assessment; the same object for one that is not newer: assessments come again. */
export function countRun(before: RunCount | undefined, { timeNs, levelRatio }: Seen): RunCount {
  const ran = levelRatio !== null;
  if (!before) return { lastNs: timeNs, ran, hours: 0, unseenHours: 0, marks: [{ timeNs, value: 0, total: 0 }] };
  if (timeNs <= before.lastNs) return before;
  const passedS = secondsBetween(before.lastNs, timeNs);
  const isRun = ran && before.ran && passedS <= MAX_GAP_S;
  const hours = before.hours + (isRun ? passedS / S_PER_HOUR : 0);
  const unseenHours = before.unseenHours + (isRun ? 0 : passedS / S_PER_HOUR);
  return { lastNs: timeNs, ran, hours, unseenHours, marks: marked(before.marks, { timeNs, value: hours, total: hours }) };
}

/** What plans go by. */
export function runOutlook({ lastNs, hours, unseenHours, marks }: RunCount): MeterOutlook {
  const standing = { timeNs: lastNs, value: hours, total: hours };
  return { ...meterOutlook([marks[0] ?? standing, standing]), unseenHours };
}

function marked(marks: readonly MeterStanding[], now: MeterStanding): readonly MeterStanding[] {
  const last = marks.at(-1);
  const isDue = !last || secondsBetween(last.timeNs, now.timeNs) >= S_PER_DAY;
  return isDue ? [...marks, now].slice(-MAX_MARKS) : marks;
}
