import { READING_QUALITIES } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

const quality = z.enum(READING_QUALITIES);
const value = z.number().nullable();

export const latestReadings = z.strictObject({
  latest: z.array(
    z
      .strictObject({
        point: z.string(),
        time: instant,
        value: value.describe("In `unit`; null where the source gave none."),
        unit: z.string(),
        quality,
        qualityReason: z.string().nullable(),
      })
      .meta({ id: "Reading" }),
  ),
});

export const readingColumns = z
  .strictObject({
    unit: z.string().describe("Of all values."),
    time: z.array(instant),
    value: z.array(value).describe("Null where no reading of the row was better than bad."),
    min: z.array(value),
    max: z.array(value),
    count: z.array(z.int()).describe("Readings that a row stands for."),
    quality: z.array(quality),
    qualityReason: z.array(z.string()),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "ReadingColumns", description: "Columns of equal length." });

export const coverage = z
  .strictObject({
    at: instant,
    pointCount: z.int(),
    onTimeCount: z.int(),
    onTimeRatio: z.number().nullable().describe("Share of points that reported on time, 0 to 1; null without points."),
    assets: z.array(
      z.strictObject({
        asset: z.string(),
        pointCount: z.int(),
        onTimeCount: z.int(),
        missing: z.array(
          z.strictObject({ point: z.string(), since: instant.nullable().describe("Last heard of; null for a point never heard of.") }),
        ),
      }),
    ),
  })
  .meta({ id: "Coverage" });
