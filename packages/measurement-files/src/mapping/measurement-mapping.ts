import { QUANTITIES, UNITS } from "@phm/domain";
import { z } from "zod";
import { MeasurementFileError } from "../measurement-file-error.js";

const text = z.string("text").min(1, "text that is not empty");
const positive = z.number("a number above 0").positive("a number above 0");
const FACTOR = "a number other than 0: what one of the file's units is worth in the point's unit";
const ABOVE_0_OR_NAME = "a number above 0, or the name of a single number in the file";
const numberOrName = z.union([positive, text], ABOVE_0_OR_NAME);

const channel = z.strictObject(
  {
    /** As the file names it. */
    channel: text,
    point: text,
    quantity: z.enum(QUANTITIES, `one of ${QUANTITIES.join(", ")}`),
    unit: z.enum(UNITS, `one of ${UNITS.join(", ")}`),
    factor: z
      .number(FACTOR)
      .refine((factor) => factor !== 0, FACTOR)
      .default(1),
  },
  "channel, point, quantity, unit and perhaps factor",
);

const mapping = z.strictObject(
  {
    format: z.literal("phm-measurement-mapping/1", "phm-measurement-mapping/1"),
    asset: text,
    channels: z.array(channel, "a list of channels").min(1, "at least one channel"),
    /** Where the file does not tell it, or the name of the number in the file that does. */
    sampleRateHz: numberOrName.optional(),
    /** A column of seconds that tells the sampling rate instead. */
    timeColumn: text.optional(),
    speedRpm: numberOrName.optional(),
    loadN: z.union([z.number("0 or more").nonnegative("0 or more"), text], ABOVE_0_OR_NAME).optional(),
    /** A pattern that finds the start in the file's name, with the groups year, month, day, hour, minute and perhaps second; UTC. */
    startTimeInName: text.optional(),
    /** RFC 3339, of the first file; those that follow begin `intervalS` later each. */
    startTime: text.optional(),
    intervalS: positive.optional(),
  },
  "an object",
);

/** How the channels of other people's files become the points of a machine: which is which, in what unit, and what the files do not say. */
export type MeasurementMapping = z.infer<typeof mapping>;
export type ChannelMapping = MeasurementMapping["channels"][number];

/** @throws MeasurementFileError naming the field of the mapping, its value and the limit */
export function parseMeasurementMapping(file: string, json: string): MeasurementMapping {
  const value = parsedJson(file, json);
  const result = mapping.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue?.path ?? [];
    throw new MeasurementFileError(file, path.join(".") || "mapping", valueAt(value, path), issue?.message ?? "a mapping", "bad_mapping");
  }
  requireStart(file, result.data);
  return result.data;
}

function parsedJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new MeasurementFileError(file, "mapping", (error as Error).message, "JSON", "bad_json");
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function requireStart(file: string, { startTime, startTimeInName }: MeasurementMapping): void {
  if ((startTime === undefined) === (startTimeInName === undefined)) {
    const given = startTime === undefined ? "neither" : "both";
    throw new MeasurementFileError(file, "startTime, startTimeInName", given, "one of the two", "bad_mapping");
  }
}
