import type { AssetRef } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";
import type { Meter } from "./preventive-plan.js";
import { formatTimeNs, secondsBetween, type TimeNs } from "./time.js";

/** What a meter of a machine showed. */
export interface MeterReading {
  readonly ref: AssetRef;
  readonly meter: Meter;
  readonly timeNs: TimeNs;
  /** As the meter shows it: hours, starts or cycles, 0 or more. */
  readonly value: number;
  /** Another meter is in since the reading before: its count goes on from there. */
  readonly replaced: boolean;
  /** Who read it, or what sent it. */
  readonly source: string;
}

/** How far a machine has come by one of its meters, over all meters that were in. */
export interface MeterStanding {
  readonly timeNs: TimeNs;
  /** As the meter in place shows it. */
  readonly value: number;
  /** Over all meters: what plans go by. */
  readonly total: number;
}

const MAX_VALUE = 1e9;
const MAX_SOURCE = 100;
/** Clocks of meters and of whoever reads them differ a little. */
const SLACK_HOURS = 0.5;
const SECONDS_PER_HOUR = 3_600;

/**
 * How far a machine has come with a further reading. The same reading again leaves it as it is.
 * @param before what was known; undefined before the first reading
 * @param nowNs a reading from later than this is refused
 * @throws InvalidValue for a reading that goes back in time or in count without a new meter, or runs faster than time does
 */
export function afterReading(before: MeterStanding | undefined, reading: MeterReading, nowNs: TimeNs): MeterStanding {
  const { timeNs, value, replaced } = reading;
  checkReading(reading, nowNs);
  if (!before) return { timeNs, value, total: value };
  if (timeNs === before.timeNs && value === before.value) return before;
  if (timeNs <= before.timeNs)
    throw new InvalidValue("time", formatTimeNs(timeNs), `after the latest reading (${formatTimeNs(before.timeNs)})`, "not_newer");
  if (replaced) return { timeNs, value, total: before.total };
  if (value < before.value)
    throw new InvalidValue("value", value, `at least ${before.value}, as the reading before, unless the meter was replaced`, "meter_fell");
  const grown = value - before.value;
  const passedHours = secondsBetween(before.timeNs, timeNs) / SECONDS_PER_HOUR;
  if (reading.meter === "running_hours" && grown > passedHours + SLACK_HOURS) {
    const limit = before.value + passedHours + SLACK_HOURS;
    throw new InvalidValue("value", value, `at most ${limit.toFixed(1)} h, as no more time has passed`, "meter_too_fast");
  }
  return { timeNs, value, total: before.total + grown };
}

function checkReading({ meter, value, timeNs, source }: MeterReading, nowNs: TimeNs): void {
  if (meter === "counted_hours")
    throw new InvalidValue("meter", meter, "a meter that is read: running_hours, starts or cycles", "not_read");
  if (!(value >= 0 && value <= MAX_VALUE)) throw new InvalidValue("value", value, `0 to ${MAX_VALUE}`, "out_of_range");
  if (timeNs <= 0n) throw new InvalidValue("time", timeNs, "a time after 1970", "bad_time");
  if (timeNs > nowNs) throw new InvalidValue("time", formatTimeNs(timeNs), "a time that has come", "time_in_future");
  if (source.trim() === "" || source.length > MAX_SOURCE) throw new InvalidValue("source", source, `1 to ${MAX_SOURCE} characters`);
}
