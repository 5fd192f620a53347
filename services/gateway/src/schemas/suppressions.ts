import { FAILURE_MODES } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

export const suppression = z
  .strictObject({
    id: z.string(),
    organisation: z.string(),
    site: z.string(),
    asset: z.string(),
    point: z.string().nullable().describe("Null: at any point."),
    failureMode: z.enum(FAILURE_MODES),
    reason: z.string(),
    actor: z.string(),
    since: instant,
    until: instant,
    lifted: z.strictObject({ actor: z.string(), time: instant, reason: z.string() }).nullable(),
  })
  .meta({ id: "Suppression", description: "A fault that opens no orders for a while, because it was a false alarm." });

export const newSuppression = z.strictObject({
  asset: z.string(),
  point: z.string().optional().describe("At any point where it is left out."),
  failureMode: z.enum(FAILURE_MODES),
  until: instant,
  reason: z.string(),
  actor: z.string(),
});

export const lift = z.strictObject({ actor: z.string(), reason: z.string() });
