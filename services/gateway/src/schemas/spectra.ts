import { FREQUENCY_KINDS } from "@phm/diagnostics";
import { UNITS } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

export const ANALYSIS_KINDS = ["amplitude", "psd", "envelope", "whitened_envelope", "cepstrum", "order"] as const;
export const ANALYSIS_WINDOWS = ["hann", "flat_top", "blackman_harris", "rectangular"] as const;

export const spectrum = z
  .strictObject({
    acquisition: z.string(),
    point: z.string(),
    time: instant,
    kind: z.enum(ANALYSIS_KINDS),
    axisUnit: z.string().describe("Hz, s (cepstrum) or 1 (orders of the reference shaft)."),
    axisStart: z.number().describe("Of the first value, in `axisUnit`."),
    axisStep: z.number().describe("From one value to the next, in `axisUnit`."),
    unit: z.string().describe("Of the values."),
    values: z.array(z.number()),
    linesPerValue: z.int().describe("1: each value is a line. More: the greatest of so many neighbours."),
    band: z.strictObject({ lowHz: z.number(), highHz: z.number() }).nullable().describe("What was demodulated, for the envelope kinds."),
    speedRpm: z.number().nullable().describe("Of the reference shaft: the mean of an order spectrum, else what the sender stated."),
    shaftAngleSource: z.enum(["tachometer", "tracked", "stated"]).nullable().describe("What told the angle of an order spectrum."),
  })
  .meta({ id: "Spectrum" });

export const waterfall = z
  .strictObject({
    point: z.string(),
    axisStartHz: z.number(),
    axisStepHz: z.number(),
    unit: z.enum(UNITS).nullable().describe("Of the values; null without rows."),
    acquisitionCount: z.int().describe("Acquisitions in the range, of which the rows are evenly spread ones."),
    rows: z.array(
      z.strictObject({
        acquisition: z.string(),
        time: instant,
        speedRpm: z.number().nullable(),
        values: z.array(z.number().nullable()).describe("Peak amplitudes; null beyond the row's Nyquist frequency."),
      }),
    ),
  })
  .meta({ id: "Waterfall" });

export const characteristicFrequencies = z
  .strictObject({
    speedRpm: z.number().describe("Of the reference shaft, as it was reckoned with."),
    items: z
      .array(
        z.strictObject({
          name: z.string().describe("For people: `shaft motor 2×`."),
          kind: z.enum(FREQUENCY_KINDS),
          element: z.string().describe("The shaft, gear mesh, belt, wheel, bearing or point that it belongs to."),
          frequencyHz: z.number(),
          orderRatio: z.number().describe("In multiples of the reference shaft's speed."),
          toleranceRatio: z.number().describe("The line lies within this share of its frequency, beyond what is not known of the speed."),
        }),
      )
      .describe("In rising order of frequency."),
    unused: z
      .array(
        z.strictObject({
          field: z.string(),
          reason: z.enum(["unknown_designation", "pole_pairs_missing", "supply_missing", "speed_above_field"]),
        }),
      )
      .describe("What the register says and could not be used."),
  })
  .meta({ id: "CharacteristicFrequencies" });
