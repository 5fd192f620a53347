import { z } from "zod";
import type { BundlePlace } from "./bundle-error.js";
import { parseJson } from "./parse-json.js";

const text = z.string("text");
const FINITE_NOT_0 = "a finite number, not 0";
const SAMPLES = "a whole number, 1 or more";
const OFFSET = "a whole number of bytes, 0 or more";
const channel = z.object(
  {
    point: text,
    encoding: z.enum(["i16le", "f32le"], "i16le or f32le"),
    scale: z.number(FINITE_NOT_0).refine((scale) => scale !== 0, FINITE_NOT_0),
  },
  "point, encoding and scale",
);
const line = z.object(
  {
    asset: text,
    acquisition: text,
    startTime: text,
    sampleRateHz: z.number("a number above 0").positive("a number above 0"),
    speedRpm: z.number("0 or more").nonnegative("0 or more").optional(),
    loadN: z.number("0 or more").nonnegative("0 or more").optional(),
    file: text,
    offset: z.int(OFFSET).nonnegative(OFFSET),
    samples: z.int(SAMPLES).positive(SAMPLES),
    channels: z.array(channel, "a list of channels").min(1, "at least one channel"),
  },
  "an object",
);

/** One line of `acquisitions.ndjson`. */
export type AcquisitionLine = z.infer<typeof line>;

/** Form and ranges of one line; what it refers to is checked by `AcquisitionIndex`. @throws BundleError naming line and field. */
export function parseAcquisitionLine(place: BundlePlace, json: string): AcquisitionLine {
  return parseJson(place, json, line);
}
