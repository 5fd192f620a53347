import { z } from "zod";
import { DATA_CLASSES, RESOLUTIONS } from "../sharing/sharing-contract.js";
import { instant } from "./time.js";

const assets = z
  .discriminatedUnion("by", [
    z.strictObject({ by: z.literal("list"), assets: z.array(z.strictObject({ site: z.string(), asset: z.string() })) }),
    z.strictObject({ by: z.literal("model"), manufacturer: z.string(), model: z.string() }),
  ])
  .describe("Machines by name, or all of a maker's model as the register states it, those that come later too.");

const grant = z.strictObject({
  dataClass: z.enum(DATA_CLASSES),
  fields: z.array(z.string()).optional().describe("The only fields of the class that are shown; all where it is left out."),
  resolution: z.enum(RESOLUTIONS).describe("How fine values in time are shown."),
});

const horizon = z
  .strictObject({
    from: instant.optional().describe("Nothing that was measured before."),
    until: instant.optional().describe("Nothing that was measured then or later."),
    delayS: z.number().describe("Seconds after measuring before it is shown."),
  })
  .describe("Which data are shown, by the time of measurement.");

const terms = { oem: z.string().describe("Organisation that may look."), assets, grants: z.array(grant), horizon, expires: instant };

export const newSharingContract = z.strictObject(terms);

export const sharingContract = z
  .strictObject({
    id: z.string(),
    owner: z.string().describe("Organisation whose data they are."),
    ...terms,
    state: z.enum(["active", "expired", "revoked"]),
    madeBy: z.string(),
    made: instant,
    revoked: z.strictObject({ by: z.string(), time: instant }).nullable(),
  })
  .meta({ id: "SharingContract", description: "What an owner lets another organisation see of some machines, and until when." });
