import { FAILURE_MODES, TIERS, WORK_ORDER_STATES } from "@phm/domain";
import { z } from "zod";
import { DATA_CLASSES, RESOLUTIONS } from "../sharing/sharing-contract.js";
import { instant } from "./time.js";

export const sharedMachine = z
  .strictObject({
    owner: z.string().describe("Organisation to name in `organisation` where its data are asked for."),
    site: z.string(),
    asset: z.string(),
    grants: z.array(
      z.strictObject({
        dataClass: z.enum(DATA_CLASSES),
        contract: z.string(),
        fields: z.array(z.string()).optional().describe("The only fields that are shown; all where it is left out."),
        resolution: z.enum(RESOLUTIONS),
        from: instant.optional().describe("Nothing that was measured before."),
        until: instant.describe("Nothing that was measured then or later, as of now."),
      }),
    ),
  })
  .meta({ id: "SharedMachine", description: "A machine of another organisation, and what of it is shown now." });

export const workOrderStatus = z
  .strictObject({
    id: z.string(),
    time: instant.describe("When it was opened."),
    state: z.enum(WORK_ORDER_STATES),
    tier: z.enum(TIERS),
    failureMode: z.enum(FAILURE_MODES).nullable(),
    due: instant,
    updated: instant,
  })
  .meta({ id: "WorkOrderStatus", description: "How far the work on a machine is, without who does it and what it costs." });
