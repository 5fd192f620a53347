import {
  type Alarm,
  addSeconds,
  type ConditionState,
  type Finding,
  formatTimeNs,
  type HealthState,
  type RulEstimate,
  type TimeNs,
} from "@phm/domain";

const timeOrNull = (timeNs: TimeNs | null) => (timeNs === null ? null : formatTimeNs(timeNs));

/** What is known of one asset, as the API shows it. */
export interface AssessmentParts {
  readonly condition: ConditionState;
  readonly health: HealthState;
  readonly prognosis: RulEstimate;
  readonly alarm?: Alarm;
  readonly acquisitions: number;
  readonly late: number;
  readonly everFindings: readonly Finding[];
}

export function rulView(rul: RulEstimate) {
  const { status, p10S, p50S, p90S, failureWithin, calibration, model, reason, reasonZh } = rul;
  const expected = p50S === undefined ? {} : { expectedFailureTime: formatTimeNs(addSeconds(rul.timeNs, p50S)) };
  const figures = { status, p10S, p50S, p90S, failureWithin, calibration, ...expected };
  return { time: formatTimeNs(rul.timeNs), ...figures, model, modelVersion: rul.modelVersion, reason, reasonZh };
}

export function assessmentView(parts: AssessmentParts) {
  const { condition, health, prognosis, alarm, acquisitions, late, everFindings } = parts;
  return {
    asset: condition.ref.asset,
    asOf: { acquisition: condition.acquisition, time: formatTimeNs(condition.timeNs) },
    acquisitions,
    lateAcquisitions: late,
    condition: {
      state: condition.state,
      since: formatTimeNs(condition.sinceNs),
      zone: condition.zone,
      levelRatio: condition.levelRatio,
    },
    onset: condition.onsetNs === null ? null : { time: timeOrNull(condition.onsetNs) },
    health: health.health,
    findings: health.findings,
    unjudged: health.unjudged,
    everFindings,
    rul: rulView(prognosis),
    alarm: alarm ? { id: alarm.id, state: alarm.state, condition: alarm.condition, raisedAt: timeOrNull(alarm.raisedNs) } : null,
    modelVersion: condition.modelVersion,
  };
}
