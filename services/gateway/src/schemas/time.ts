import { z } from "zod";

/** A time of an answer: RFC 3339 in UTC, down to the nanosecond where the record has it. */
export const instant = z.string().meta({ format: "date-time" });
