import { UNITS } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

export const FAULTY_PARTS = ["outer_race", "inner_race", "rolling_element"] as const;

const resonance = z
  .strictObject({
    naturalHz: z.number(),
    dampingRatio: z.number().describe("Share of critical damping."),
    isMeasured: z
      .boolean()
      .describe("Seen in the noise of the sound machine; else a usual place is taken, and what rests on it is a guess."),
  })
  .meta({ id: "TwinResonance" });

const fitError = z
  .strictObject({
    medianDb: z.number().describe("|20·log10(measured / expected)| over the third-octave bands of all recordings held back: the median,"),
    p90Db: z.number().describe("and what 90 % of them do not exceed."),
    rmsRatio: z.number().describe("Measured over expected root mean square, the median: 1 where the fit is neither too high nor too low."),
    recordingCount: z.int().describe("Recordings held back: those between the ones that this fit was made from."),
  })
  .meta({ id: "TwinFitError" });

export const twin = z
  .strictObject({
    point: z.string(),
    unit: z.enum(UNITS),
    sampleRateHz: z.number(),
    speedRpm: z.number().describe("Median of the recordings."),
    lines: z
      .array(
        z.strictObject({
          orderRatio: z.number().nullable().describe("In multiples of the shaft's speed, for a tone that moves with it."),
          frequencyHz: z.number().nullable().describe("For a tone that stays where it is, as the mains'."),
          amplitude: z.number().describe("Peak, in `unit`: median of the recordings."),
          lowAmplitude: z.number().describe("What 5 % of the recordings do not exceed."),
          highAmplitude: z.number().describe("What 95 % of the recordings do not exceed."),
        }),
      )
      .describe("Tones that most recordings share, the strongest first."),
    noise: z.strictObject({
      stepHz: z.number(),
      density: z.array(z.number()).describe("(unit)²/Hz in each step from 0 Hz on, without the tones: median of the recordings."),
      highDensity: z.array(z.number()).describe("What 95 % of the recordings do not exceed."),
    }),
    resonance,
    recordingCount: z.int(),
    firstTime: instant,
    lastTime: instant,
    error: fitError,
  })
  .meta({ id: "Twin" });

export const twinComparison = z
  .strictObject({
    acquisition: z.string(),
    point: z.string(),
    time: instant,
    unit: z.enum(UNITS),
    speedRpm: z.number(),
    axisStepHz: z.number(),
    linesPerValue: z.int().describe("1: each value is a line. More: the greatest of so many neighbours."),
    measured: z.array(z.number()).describe("Peak amplitudes from 0 Hz on."),
    expected: z.array(z.number()),
    limit: z.array(z.number()).describe("Above it a line is not the sound machine's."),
    unexpected: z
      .array(
        z.strictObject({
          frequencyHz: z.number(),
          orderRatio: z.number(),
          amplitude: z.number(),
          expectedAmplitude: z.number(),
          aboveDb: z.number(),
        }),
      )
      .describe("Lines that the sound machine does not have, the strongest first, at most 40."),
    bands: z
      .array(z.strictObject({ centreHz: z.number(), measuredRms: z.number(), expectedRms: z.number() }))
      .describe("Thirds of an octave (IEC 61260-1), root mean square in `unit`."),
    error: fitError,
  })
  .meta({ id: "TwinComparison" });

const look = z.strictObject({
  axisStepHz: z.number(),
  linesPerValue: z.int(),
  spectrum: z.array(z.number()).describe("Peak amplitudes from 0 Hz on."),
  envelopeStepHz: z.number(),
  envelopeSpectrum: z.array(z.number()).describe("Of the envelope in `band`, peak amplitudes from 0 Hz on."),
  rms: z.number(),
  peak: z.number(),
  kurtosisRatio: z.number(),
  strikeOverNoiseDb: z
    .number()
    .describe("The line of the strikes in the envelope spectrum over what is around it; 13 dB are seen by anybody."),
});

export const triedFault = z
  .strictObject({
    point: z.string(),
    part: z.enum(FAULTY_PARTS),
    defectMm: z.number(),
    unit: z.enum(UNITS),
    speedRpm: z.number(),
    strikeHz: z.number().describe("Strikes per second, with a slip of 1 %."),
    strikePeak: z.number().describe("First peak of a strike in the middle of the load zone, in `unit`."),
    band: z.strictObject({ lowHz: z.number(), highHz: z.number() }).describe("What was demodulated: around the resonance."),
    sound: look.describe("The machine as it is."),
    faulty: look.describe("The same with the defect."),
    smallestVisibleMm: z
      .number()
      .nullable()
      .describe("The smallest defect whose line would stand out by 13 dB; null where one of 50 mm would not."),
    resonance,
    error: fitError,
  })
  .meta({ id: "TriedFault" });
