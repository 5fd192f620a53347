import { type DetectionState, type LineDiagnosisState, NO_DETECTION, type SensorWatchState } from "@phm/diagnostics";
import type { ConditionLevel, Finding, RemainingLife, Zone } from "@phm/domain";
import type { PrognosisState } from "@phm/prognostics";

/** The alarm that stands or stood last. Times are stored times. */
export interface AlarmRecord {
  readonly id: string;
  readonly state: "unacknowledged" | "returned_unacknowledged";
  readonly condition: ConditionLevel;
  readonly raisedNs: string;
}

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
  readonly detection: DetectionState;
  readonly sensors: SensorWatchState;
  readonly lines: LineDiagnosisState;
  readonly trend: PrognosisState;
  readonly condition: ConditionRecord | null;
  readonly findings: readonly Finding[];
  /** Every failure mode that has ever been a finding, each as it was when surest. */
  readonly everFindings: readonly Finding[];
  readonly prognosis: RemainingLife | null;
  readonly alarm: AlarmRecord | null;
}

export function initialAssessmentState(): AssessmentState {
  return {
    acquisitions: 0,
    late: 0,
    lastNs: null,
    detection: NO_DETECTION,
    sensors: [],
    lines: [],
    trend: null,
    condition: null,
    findings: [],
    everFindings: [],
    prognosis: null,
    alarm: null,
  };
}
