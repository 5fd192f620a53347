import { z } from "zod";
import { instant } from "./time.js";

export const plannedStop = z
  .strictObject({
    id: z.string().describe("As the planning system gave it."),
    asset: z.string().nullable().describe("Null: the whole site stops."),
    start: instant,
    end: instant,
    source: z.string(),
    note: z.string(),
  })
  .meta({ id: "PlannedStop" });

export const newPlannedStop = z.strictObject({
  asset: z.string().optional().describe("The whole site where it is left out."),
  start: instant,
  end: instant,
  source: z.string().optional(),
  note: z.string().optional(),
});
