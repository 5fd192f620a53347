import { InvalidValue, NS_PER_S, parseTimeNs, type TimeNs } from "@phm/domain";
import { MeasurementFileError } from "../measurement-file-error.js";
import type { MeasurementMapping } from "./measurement-mapping.js";

const GROUPS = ["year", "month", "day", "hour", "minute"] as const;

/** When the measurement in a file began. `index`: which of the files it is, from 0. @throws MeasurementFileError when neither name nor mapping tell it */
export function startTimeOf(file: string, index: number, mapping: MeasurementMapping): TimeNs {
  const { startTime, intervalS } = mapping;
  if (startTime === undefined) return startTimeInName(file, mapping.startTimeInName as string);
  if (index > 0 && intervalS === undefined) {
    throw new MeasurementFileError(file, "intervalS", "absent", "seconds from one file to the next", "no_start_time");
  }
  return checkedTime(file, startTime) + (BigInt(Math.round(index * (intervalS ?? 0) * 1e6)) * NS_PER_S) / 1_000_000n;
}

function startTimeInName(file: string, pattern: string): TimeNs {
  const found = patternOf(file, pattern).exec(file)?.groups;
  const missing = GROUPS.filter((group) => found?.[group] === undefined);
  if (!found || missing.length > 0) {
    const limit = `a name in which startTimeInName finds ${missing.join(", ")}`;
    throw new MeasurementFileError(file, "name", file, limit, "no_start_time");
  }
  const [year, month, day, hour, minute] = GROUPS.map((group) => (found[group] as string).padStart(2, "0"));
  const second = (found.second ?? "00").padStart(2, "0");
  return checkedTime(file, `${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function patternOf(file: string, pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    throw new MeasurementFileError(file, "startTimeInName", pattern, "a regular expression", "bad_mapping");
  }
}

function checkedTime(file: string, text: string): TimeNs {
  try {
    return parseTimeNs(text, "startTime");
  } catch (error) {
    if (error instanceof InvalidValue) throw new MeasurementFileError(file, "startTime", text, error.limit, "no_start_time");
    throw error;
  }
}
