import type { Finding } from "./finding.js";
import type { AcquisitionId, AssetRef, PointId } from "./ids.js";
import type { TimeNs } from "./time.js";
import type { Unjudged } from "./unjudged.js";

/** What every assessment value says about where it comes from. */
export interface AssessmentOf {
  readonly ref: AssetRef;
  /** The acquisition whose features led to this value. */
  readonly acquisition: AcquisitionId;
  readonly timeNs: TimeNs;
  /** Version of the feature definitions that it rests on. */
  readonly featureSet: string;
  /** Version of the rules and models that made it. */
  readonly modelVersion: string;
}

export const CONDITION_STATES = ["learning", "normal", "alert", "alarm", "sensor_fault"] as const;
export type ConditionLevel = (typeof CONDITION_STATES)[number];

/** Evaluation zone of ISO 20816: A newly commissioned, B unrestricted, C restricted, D damaging. */
export const ZONES = ["A", "B", "C", "D"] as const;
export type Zone = (typeof ZONES)[number];

/** Is it normal? */
export interface ConditionState extends AssessmentOf {
  readonly state: ConditionLevel;
  /** When the state was entered. */
  readonly sinceNs: TimeNs;
  /** Null where units are uncalibrated or the machine class is not stated. */
  readonly zone: Zone | null;
  /** First instant of the standing rise over the quietest recent level; null in the quiet state. */
  readonly onsetNs: TimeNs | null;
  /** Level over its trailing reference; 1 is quiet. Null while there is no reference yet. */
  readonly levelRatio: number | null;
}

/** How healthy, which fault, what evidence? */
export interface HealthState extends AssessmentOf {
  /** 1 as good as when last quiet, 0 at the failure level. Null while learning. */
  readonly health: number | null;
  readonly findings: readonly Finding[];
  /** What failure modes could not be judged by, and why; each pair once, in the order of the failure modes. */
  readonly unjudged: readonly Unjudged[];
}

export const RUL_STATUSES = ["estimate", "lower_bound", "abstain"] as const;
export type RulStatus = (typeof RUL_STATUSES)[number];

/** Chance that the end comes within a horizon. */
export interface FailureProbability {
  readonly horizonS: number;
  readonly probability: number;
}

/** What an interval or a bound is worth. */
export interface RulCalibration {
  /** Share of cases that it shall hold, 0 to 1. */
  readonly coverageRatio: number;
  /** Whole lives that it was calibrated on. */
  readonly lives: number;
  /** Whether so many lives can vouch for that level: n lives give at most n / (n + 1). */
  readonly supported: boolean;
}

/** Remaining useful life as an interval, or the reason why there is none. */
export interface RemainingLife {
  readonly status: RulStatus;
  /** Seconds; present with `estimate` and `lower_bound`. */
  readonly p10S?: number;
  /** Seconds; present with `estimate` only, as is `p90S`. */
  readonly p50S?: number;
  readonly p90S?: number;
  /** With `estimate` only, by rising horizon. */
  readonly failureWithin?: readonly FailureProbability[];
  /** Absent with `abstain`. */
  readonly calibration?: RulCalibration;
  readonly model: string;
  /** In English, and in Chinese. */
  readonly reason: string;
  readonly reasonZh: string;
}

/** How long, how sure? */
export interface RulEstimate extends AssessmentOf, RemainingLife {}

/** How far a value can be trusted, best first. */
export const READING_QUALITIES = ["good", "uncertain", "bad"] as const;
export type ReadingQuality = (typeof READING_QUALITIES)[number];

/** A slow value beside the waveforms: temperature, load, a counter. */
export interface Reading {
  readonly ref: AssetRef;
  readonly point: PointId;
  /** By the source's own clock. */
  readonly timeNs: TimeNs;
  /** NaN where the source gave none; then the quality is bad. */
  readonly value: number;
  readonly unit: string;
  /** Absent: good. */
  readonly quality?: ReadingQuality;
  /** Why it is not good, in a short stable form (`wrong_type`, `BadSensorFailure`). */
  readonly qualityReason?: string;
}
