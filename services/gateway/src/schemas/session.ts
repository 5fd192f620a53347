import { ROLES } from "@phm/service-kit";
import { z } from "zod";
import { instant } from "./time.js";

export const session = z
  .strictObject({
    asksWhoComes: z.boolean().describe("Whether this installation asks for keys or tokens at all."),
    hasProvider: z.boolean().describe("Whether people may sign in at a company's OpenID provider, beginning at /session/provider."),
    principal: z
      .strictObject({
        id: z.string().describe("Of the key, or the subject of the token."),
        organisation: z.string(),
        role: z.enum(ROLES),
        expiresAt: instant.optional().describe("From then on it opens nothing."),
      })
      .nullable()
      .describe("Who asks; null for nobody."),
    forgeryToken: z.string().optional().describe("What a write by this session shows as X-PHM-Session-Token."),
  })
  .meta({ id: "Session" });
