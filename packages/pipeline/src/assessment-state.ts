import {
  type DetectionState,
  type DiagnosisState,
  type ExpectedChannels,
  NO_DETECTION,
  NO_DIAGNOSIS,
  type SensitivityState,
  type SensorWatchState,
  type UnjudgedRecord,
} from "@phm/diagnostics";
import type { ConditionLevel, Finding, RemainingLife, Zone } from "@phm/domain";
import { NO_PROGNOSIS, type PrognosisState } from "@phm/prognostics";
import type { ShadowState } from "./shadow-prognosis.js";

/** The condition as last assessed. Times are stored times. */
export interface ConditionRecord {
  readonly state: ConditionLevel;
  readonly sinceNs: string;
  readonly zone: Zone | null;
  readonly onsetNs: string | null;
}

/**
 * All that SD, HA and PA remember of one asset, between two acquisitions. Plain JSON, immutable, under 20 kB however long the life.
 */
export interface AssessmentState {
  /** Acquisitions assessed. */
  readonly acquisitions: number;
  /** Acquisitions that came with a start time not after the last assessed one; they change nothing else. */
  readonly late: number;
  readonly lastNs: string | null;
  /** Which channels come together. */
  readonly expected: ExpectedChannels;
  readonly detection: DetectionState;
  readonly sensors: SensorWatchState;
  /** Absent before the first acquisition of a machine, and of one that was last assessed before sensitivity was watched. */
  readonly sensitivity?: SensitivityState;
  readonly diagnosis: DiagnosisState;
  readonly trend: PrognosisState;
  /** Of the challenger, while one runs. */
  readonly shadow?: ShadowState;
  readonly condition: ConditionRecord | null;
  readonly findings: readonly Finding[];
  /** What could not be judged by the last acquisition. */
  readonly unjudged: readonly UnjudgedRecord[];
  /** Every failure mode that has ever been a finding, each as it was when surest. */
  readonly everFindings: readonly Finding[];
  readonly prognosis: RemainingLife | null;
}

export function initialAssessmentState(): AssessmentState {
  return {
    acquisitions: 0,
    late: 0,
    lastNs: null,
    expected: [],
    detection: NO_DETECTION,
    sensors: [],
    diagnosis: NO_DIAGNOSIS,
    trend: NO_PROGNOSIS,
    condition: null,
    findings: [],
    unjudged: [],
    everFindings: [],
    prognosis: null,
  };
}
