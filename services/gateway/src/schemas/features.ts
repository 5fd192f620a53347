import { UNITS } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

export const featureColumns = z
  .strictObject({
    point: z.string(),
    unit: z.enum(UNITS).describe("Of the features whose names carry none and that are no ratios: `rms`, `peak`, `bandRms_…`."),
    times: z.array(instant),
    acquisitions: z.array(z.string()),
    resolution: z.enum(["raw", "hour", "day"]).describe("Of an hour or a day, its last value."),
    columns: z.record(z.string(), z.array(z.number().nullable())).describe("By feature; null where a moment has none."),
    nextCursor: z.string().optional(),
  })
  .meta({ id: "FeatureColumns" });

export const featureSummary = z
  .strictObject({ count: z.int(), lastAcquisition: z.string().optional(), lastTime: instant.optional() })
  .meta({ id: "FeatureSummary", description: "How many acquisitions have features, and the last of them." });
