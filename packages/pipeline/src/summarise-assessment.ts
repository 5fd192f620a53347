import { inUnjudgedWords } from "@phm/diagnostics";
import type { ConditionLevel, Finding, RulCalibration, RulStatus, Unjudged, Zone } from "@phm/domain";
import { formatTimeNs } from "@phm/domain";
import type { AssessmentState } from "./assessment-state.js";

/** What stands now, as the APIs and `phm analyze` show it. Times are RFC 3339. */
export interface AssessmentSummary {
  /** Acquisitions assessed; late ones do not count. */
  readonly acquisitions: number;
  readonly condition: { readonly state: ConditionLevel; readonly since: string | null; readonly zone: Zone | null };
  readonly onset: { readonly time: string } | null;
  readonly findings: readonly Finding[];
  readonly everFindings: readonly Finding[];
  readonly unjudged: readonly Unjudged[];
  readonly rul: {
    readonly status: RulStatus;
    readonly p10S: number | null;
    readonly p50S: number | null;
    readonly p90S: number | null;
    readonly model: string | null;
    readonly calibration: RulCalibration | null;
    readonly reason: string;
    readonly reasonZh: string;
  };
}

export function summariseAssessment(state: AssessmentState): AssessmentSummary {
  const { condition, prognosis } = state;
  const onsetNs = condition?.onsetNs ?? null;
  return {
    acquisitions: state.acquisitions,
    condition: {
      state: condition?.state ?? "learning",
      since: condition ? formatTimeNs(BigInt(condition.sinceNs)) : null,
      zone: condition?.zone ?? null,
    },
    onset: onsetNs === null ? null : { time: formatTimeNs(BigInt(onsetNs)) },
    findings: state.findings,
    everFindings: state.everFindings,
    unjudged: state.unjudged.map(inUnjudgedWords),
    rul: {
      status: prognosis?.status ?? "abstain",
      p10S: prognosis?.p10S ?? null,
      p50S: prognosis?.p50S ?? null,
      p90S: prognosis?.p90S ?? null,
      model: prognosis?.model ?? null,
      calibration: prognosis?.calibration ?? null,
      reason: prognosis?.reason ?? "Nothing has been measured yet.",
      reasonZh: prognosis?.reasonZh ?? "尚无测量数据。",
    },
  };
}
