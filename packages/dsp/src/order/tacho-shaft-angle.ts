import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireAscending, type ShaftAngle } from "./shaft-angle.js";

/** A shaft's angle by its tachometer, with what had to be mended. */
export interface TachoShaftAngle extends ShaftAngle {
  /** Pulses that must have been there and are not; the angle counts them. */
  readonly missingPulses: number;
  /** Pulses between two true ones; left out. */
  readonly extraPulses: number;
}

/** Intervals at either side of one that tell how long it should be: the median of nine bears four wrong ones. */
const NEIGHBOURS = 4;
/** Nearer to a whole number of intervals than this, as a ratio of one, and the gap is that many pulses. */
const FIT_RATIO = 0.25;
/** A gap of less than this many intervals may be one interval. */
const LONGEST_SINGLE_RATIO = 1.5;
const MAX_MENDED_RATIO = 0.25;

/**
 * The shaft's angle from the instants of its tachometer's pulses, 1 / pulsesPerRevolution of a revolution apart, 0 at the first. Each
 * interval is judged by the median of its neighbours: a gap of two or more counts its missing pulses; of pulses too close to each
 * other the one that fits best is kept. The pulses are taken as evenly spaced on the shaft.
 * @param pulseTimesS ascending, see `tachoPulseTimes`
 * @returns insufficientData when fewer than 2 pulses are given, no start is even, a gap is no whole number of intervals, or more than a
 *   quarter of the pulses had to be mended
 * @throws InvalidValue unless the times ascend and pulsesPerRevolution is an integer of at least 1
 */
export function tachoShaftAngle(pulseTimesS: Float64Array, pulsesPerRevolution: number): TachoShaftAngle | InsufficientData {
  requireAscending("pulseTimesS", pulseTimesS);
  if (!(Number.isInteger(pulsesPerRevolution) && pulsesPerRevolution >= 1)) {
    throw new InvalidValue("pulsesPerRevolution", pulsesPerRevolution, "an integer of at least 1");
  }
  if (pulseTimesS.length < 2) return insufficientData(`${pulseTimesS.length} pulses are fewer than the 2 of one interval`);
  const expected = expectedIntervals(pulseTimesS);
  const start = firstEven(pulseTimesS, expected);
  if (start === undefined) return insufficientData("no two pulses lie as far apart as those around them");
  const kept = { timesS: [pulseTimesS[start] as number], pulses: [0] };
  let [index, missing, extra] = [start, 0, start];
  while (index < pulseTimesS.length - 1) {
    const next = bestNext(pulseTimesS, index, expected[index] as number);
    const time = pulseTimesS[next] as number;
    const ratio = (time - (pulseTimesS[index] as number)) / (expected[index] as number);
    if (next === pulseTimesS.length - 1 && ratio < 1 - FIT_RATIO) {
      // The record ends before the pulse that would have shown which of these is the true one.
      extra += next - index;
      break;
    }
    const steps = Math.max(1, Math.round(ratio));
    if (ratio > LONGEST_SINGLE_RATIO && Math.abs(ratio - steps) > FIT_RATIO) {
      return insufficientData(`the pulse at ${time} s comes ${ratio.toFixed(2)} intervals after the one before it`);
    }
    missing += steps - 1;
    extra += next - index - 1;
    kept.timesS.push(time);
    kept.pulses.push((kept.pulses.at(-1) as number) + steps);
    index = next;
  }
  if (kept.timesS.length < 2 || missing + extra > MAX_MENDED_RATIO * pulseTimesS.length) {
    return insufficientData(`${missing} missing and ${extra} extra pulses among ${pulseTimesS.length} are too many to mend`);
  }
  return {
    timesS: Float64Array.from(kept.timesS),
    revolutions: Float64Array.from(kept.pulses, (pulses) => pulses / pulsesPerRevolution),
    missingPulses: missing,
    extraPulses: extra,
  };
}

/** For each interval the median of itself and its neighbours. */
function expectedIntervals(times: Float64Array): Float64Array {
  const intervals = Float64Array.from({ length: times.length - 1 }, (_, i) => (times[i + 1] as number) - (times[i] as number));
  return intervals.map((_, i) => {
    const around = intervals.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1).sort();
    return around[Math.floor(around.length / 2)] as number;
  });
}

function firstEven(times: Float64Array, expected: Float64Array): number | undefined {
  const index = expected.findIndex(
    (interval, i) => Math.abs(((times[i + 1] as number) - (times[i] as number)) / interval - 1) <= FIT_RATIO,
  );
  return index < 0 ? undefined : index;
}

/** The pulse whose distance is nearest to one interval; where all others are too far away, the next one that is not too close. */
function bestNext(times: Float64Array, index: number, interval: number): number {
  const misfit = (i: number) => Math.abs(((times[i] as number) - (times[index] as number)) / interval - 1);
  let best = index + 1;
  for (let i = index + 2; i < times.length && misfit(i) < misfit(best); i++) best = i;
  return best;
}
