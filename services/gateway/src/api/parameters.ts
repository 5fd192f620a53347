import { z } from "zod";
import { must } from "./validate.js";

/** Parameters that many operations take, each with the words of the document. */

export const organisation = z
  .string()
  .optional()
  .describe("Organisation whose records are asked for. Who has a key, token or session may only name the own one, which is the default.");

export const site = z.string().optional().describe("Site; `default` where none is given.");

/** Where a record lies. */
export const PLACE = { organisation, site };

/** As `PLACE`, where leaving the site out asks for all sites. */
export const PLACES = { organisation, site: z.string().optional().describe("Only this site; all of them where none is given.") };

/** A time of the request. What is no RFC 3339 time is refused by the handler, which reads it to the nanosecond. */
const instant = (words: string) => z.string().optional().meta({ format: "date-time", description: words });

export const RANGE = { from: instant("From this time on (inclusive), RFC 3339."), to: instant("Before this time (exclusive), RFC 3339.") };

/** A whole number of the query, within limits. */
export function integerParameter(min: number, max: number) {
  const error = must(`an integer from ${min} to ${max}`);
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

/** A number of the query above 0. */
export const positiveParameter = z.coerce.number({ error: must("a number above 0") }).positive({ error: must("a number above 0") });

/** A page of a list. */
export const page = (maxLimit: number) => ({
  limit: integerParameter(1, maxLimit)
    .optional()
    .describe(`How many at most; ${Math.min(100, maxLimit)} where it is not said.`),
  cursor: z.string().optional().describe("`nextCursor` of the page before."),
});

/** A page of a list as it is answered. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().optional().describe("Asks for the next page; absent on the last one.") });

export const flagParameter = z.enum(["true", "false"]).optional();

/** A number of the query from 0 on. */
export const nonNegativeParameter = z.coerce.number({ error: must("a number from 0 on") }).min(0, { error: must("a number from 0 on") });
