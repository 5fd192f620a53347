import { QUANTITIES, UNITS } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

const outline = {
  id: z.string(),
  startTime: instant,
  sampleRateHz: z.number(),
  sampleCount: z.int().describe("Of each channel."),
  durationS: z.number(),
  points: z.array(z.string()).describe("Measurement points, in the order of the channels."),
  speedRpm: z.number().nullable().describe("Of the reference shaft, as the sender stated it."),
  loadN: z.number().nullable(),
  sizeBytes: z.int(),
  sha256: z.string(),
  receivedAt: instant,
};

export const acquisitionOutline = z.strictObject(outline).meta({ id: "AcquisitionOutline" });

export const acquisition = z
  .strictObject({
    ...outline,
    channels: z.array(z.strictObject({ point: z.string(), quantity: z.enum(QUANTITIES), unit: z.enum(UNITS) })),
  })
  .meta({ id: "Acquisition", description: "What is archived of one measurement, without the samples." });

export const waveform = z
  .strictObject({
    acquisition: z.string(),
    point: z.string(),
    quantity: z.enum(QUANTITIES),
    unit: z.enum(UNITS).describe("Of the values."),
    sampleRateHz: z.number(),
    fromS: z.number().describe("Time of the first value, from the start of the acquisition."),
    stepS: z.number().describe("From one value to the next."),
    samplesPerValue: z.int().describe("1: each value is a sample. More: `min` and `max` are the extremes of so many samples."),
    values: z.array(z.number()).optional(),
    min: z.array(z.number()).optional(),
    max: z.array(z.number()).optional(),
  })
  .meta({ id: "Waveform" });
