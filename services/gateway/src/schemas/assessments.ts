import { ALARM_STATES, CONDITION_STATES, EVIDENCE_KINDS, FAILURE_MODES, RUL_STATUSES, WEAR_STAGES, ZONES } from "@phm/domain";
import { z } from "zod";
import { instant } from "./time.js";

const evidence = z
  .strictObject({
    kind: z.enum(EVIDENCE_KINDS),
    frequencyHz: z.number().optional(),
    order: z.number().optional().describe("In multiples of shaft speed."),
    snrDb: z.number().optional().describe("Line over its surroundings."),
    harmonics: z.number().optional().describe("Harmonics that stand out, counted from the first."),
    value: z.number().optional(),
    limit: z.number().optional(),
    label: z.string().optional(),
  })
  .meta({ id: "Evidence" });

const finding = z
  .strictObject({
    failureMode: z.enum(FAILURE_MODES),
    point: z.string(),
    confidence: z.number().describe("0 to 1; from 0.5 it counts as a finding, below it is a suspect."),
    rank: z.number().describe("1 is the best explanation."),
    evidence: z.array(evidence).readonly(),
    counterEvidence: z.array(evidence).readonly().describe("What speaks against it."),
    reasonEn: z.string(),
    reasonZh: z.string(),
    wear: z
      .strictObject({ stage: z.literal([...WEAR_STAGES]), evidence: z.array(evidence).readonly() })
      .optional()
      .describe("Of a rolling bearing, where a stage could be told."),
    seenAt: z
      .strictObject({ speedRpm: z.number().optional(), loadN: z.number().optional(), currentA: z.number().optional() })
      .optional()
      .describe("How the machine ran when this was seen."),
  })
  .meta({ id: "Finding" });

const unjudged = z.strictObject({ failureMode: z.enum(FAILURE_MODES), missing: z.string(), reasonEn: z.string(), reasonZh: z.string() });

export const remainingLife = z
  .strictObject({
    time: instant,
    status: z.enum(RUL_STATUSES),
    p10S: z.number().optional(),
    p50S: z.number().optional(),
    p90S: z.number().optional(),
    failureWithin: z
      .array(z.strictObject({ horizonS: z.number(), probability: z.number() }))
      .readonly()
      .optional(),
    calibration: z
      .strictObject({
        coverageRatio: z.number().describe("Share of cases that the interval or bound shall hold."),
        lives: z.number().describe("Whole lives that it was calibrated on."),
        supported: z.boolean().describe("Whether so many lives can vouch for that level."),
      })
      .optional(),
    expectedFailureTime: instant.optional(),
    model: z.string(),
    modelVersion: z.string(),
    reason: z.string(),
    reasonZh: z.string(),
  })
  .meta({ id: "RemainingLife", description: "Remaining useful life as an interval, or the reason why there is none." });

export const assessment = z
  .strictObject({
    asset: z.string(),
    asOf: z.strictObject({ acquisition: z.string(), time: instant }),
    acquisitions: z.number(),
    lateAcquisitions: z.number(),
    condition: z.strictObject({
      state: z.enum(CONDITION_STATES),
      since: instant,
      zone: z.enum(ZONES).nullable(),
      levelRatio: z.number().nullable(),
    }),
    onset: z.strictObject({ time: instant.nullable() }).nullable(),
    health: z.number().nullable(),
    findings: z.array(finding).readonly(),
    unjudged: z.array(unjudged).readonly().describe("What failure modes could not be judged by."),
    everFindings: z.array(finding).readonly().describe("The best of each failure mode since the last repair."),
    rul: remainingLife.optional().describe("Left out for an equipment maker, who asks for it where it is shared."),
    alarm: z
      .strictObject({ id: z.string(), state: z.enum(ALARM_STATES), condition: z.enum(CONDITION_STATES), raisedAt: instant.nullable() })
      .nullable(),
    modelVersion: z.string(),
  })
  .meta({ id: "Assessment", description: "What is known of one machine." });
