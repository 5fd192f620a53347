import { CONDITION_STATES, CRITICALITIES, FAILURE_MODES, RUL_STATUSES, ZONES } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

export const fleetLine = z
  .strictObject({
    id: z.string(),
    site: z.string(),
    kind: z.string(),
    criticality: z.enum(CRITICALITIES).nullable(),
    asOf: instant.nullable().describe("Time of the latest measurement; null, as all that follows, where nothing has come yet."),
    condition: z
      .strictObject({ state: z.enum(CONDITION_STATES), zone: z.enum(ZONES).nullable(), since: instant, levelRatio: z.number().nullable() })
      .nullable(),
    health: z.number().nullable().describe("1 as good as when last quiet, 0 at the failure level."),
    finding: z
      .strictObject({ failureMode: z.enum(FAILURE_MODES), point: z.string(), confidence: z.number() })
      .nullable()
      .describe("The surest one."),
    rul: z
      .strictObject({ status: z.enum(RUL_STATUSES), p10S: z.number().nullable(), p50S: z.number().nullable(), p90S: z.number().nullable() })
      .nullable()
      .describe("Remaining useful life, s."),
  })
  .meta({ id: "FleetLine" });
