import { z } from "zod";
import { instant } from "./time.js";

const gap = z.strictObject({ from: instant, to: instant, missingCount: z.int().describe("Acquisitions that should lie between.") });

export const gapMap = z
  .strictObject({
    points: z.array(
      z.strictObject({
        point: z.string(),
        count: z.int().describe("Acquisitions in the range."),
        periodS: z.number().nullable().describe("Usual time between acquisitions; null where too few tell."),
        presentRatio: z.number().nullable().describe("Share of what should be there that is, 0 to 1; null where nothing can be told."),
        gaps: z.array(gap),
      }),
    ),
    until: instant.optional().describe("Where the answer ends before the range does."),
  })
  .meta({ id: "GapMap" });
