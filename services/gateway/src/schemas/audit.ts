import { ROLES } from "@phm/service-kit";
import { z } from "zod";
import { instant } from "./time.js";

export const auditEntry = z
  .strictObject({
    sequence: z.int().describe("Of the block of the chain that it is in."),
    time: instant.describe("Of several that are told as one, the first."),
    who: z.string().describe("Id of the key, or subject of the token."),
    role: z.enum(ROLES),
    organisation: z.string().describe("Of who asked."),
    owner: z.string().describe("Whose records they are."),
    what: z.string().describe("The route, as this document writes it but for `:name` in place of `{name}`."),
    site: z.string().optional(),
    asset: z.string().optional(),
    decision: z.enum(["allowed", "refused"]),
    contract: z.string().optional().describe("The sharing contract that let another organisation see it."),
    dataClass: z.string().optional(),
    count: z.int().describe("How often the same was asked in the same seconds."),
  })
  .meta({ id: "AuditEntry", description: "One look at records, or one change, or that it was refused." });

const chainEnd = z.strictObject({ sequence: z.int(), hash: z.string() });

export const auditVerification = z
  .strictObject({
    isSound: z.boolean().describe("Every block that is kept follows from the one before, and the head that was given still stands."),
    entryCount: z.int(),
    start: chainEnd.describe("Before the first block that is kept: the end of those that were deleted for their age."),
    end: chainEnd.describe("The last sound block. Who writes it down elsewhere can later prove that nothing before it was changed."),
    broken: z
      .strictObject({ sequence: z.int(), reason: z.enum(["missing", "changed", "reordered"]) })
      .optional()
      .describe("The first block that does not follow."),
    holdsHead: z
      .boolean()
      .optional()
      .describe("Whether the block that was given is still what it was; left out where it is no longer kept."),
  })
  .meta({ id: "AuditVerification" });
