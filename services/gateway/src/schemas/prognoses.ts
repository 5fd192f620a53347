import { RUL_STATUSES } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

const numbers = z.array(z.number().nullable());

export const prognosisHistory = z
  .strictObject({
    times: z.array(instant),
    columns: z.strictObject({
      status: z.array(z.enum(RUL_STATUSES)),
      p10S: numbers,
      p50S: numbers,
      p90S: numbers,
      supported: z.array(z.boolean()),
      model: z.array(z.string().optional()),
      actualRemainingS: numbers.describe("What came; null where the life has not ended."),
      censored: z.array(z.boolean()).describe("The machine did not fail: so much at the least."),
      verdict: z.array(z.enum(["held", "missed"]).nullable()),
    }),
    lives: z.array(
      z.strictObject({ verdictId: z.string(), start: instant, end: instant, censored: z.boolean(), failureMode: z.string().nullable() }),
    ),
    thinned: z.boolean().describe("There are more estimates than points that were asked for."),
  })
  .meta({ id: "PrognosisHistory" });

const share = z
  .strictObject({ meanRatio: z.number(), lowRatio: z.number(), highRatio: z.number(), lifeCount: z.int() })
  .nullable()
  .describe("Mean over lives, each one vote, with its 90 % interval after Wilson.");

const modelQuality = z.strictObject({
  model: z.string(),
  coverage: share,
  boundsHeld: share,
  pinballLn: z.number().nullable(),
  priorPinballLn: z.number().nullable(),
  medianErrorLn: z.number().nullable(),
  censoredLifeCount: z.int(),
  outlastedLifeCount: z.int(),
});

const judged = z.strictObject({ judgedCount: z.int(), heldCount: z.int() });

const lifeOutcome = z.strictObject({
  organisation: z.string(),
  site: z.string(),
  asset: z.string(),
  verdictId: z.string(),
  failureMode: z.string().nullable(),
  start: instant,
  end: instant,
  closed: instant,
  censored: z.boolean(),
  models: z.array(
    z.strictObject({
      model: z.string(),
      pinballLn: z.number().nullable(),
      medianErrorLn: z.number().nullable(),
      intervals: judged,
      bounds: judged,
      censored: z.strictObject({ openCount: z.int(), outlastedCount: z.int() }),
    }),
  ),
});

export const prognosisOutcomes = z
  .strictObject({
    lives: z.strictObject({ failedCount: z.int(), censoredCount: z.int() }),
    models: z.array(modelQuality),
    items: z.array(lifeOutcome),
    nextCursor: z.string().optional(),
  })
  .meta({ id: "PrognosisOutcomes", description: "How what was said of lives came out, by model." });
