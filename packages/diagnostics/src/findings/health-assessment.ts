import type { Finding } from "@phm/domain";
import { formatTimeNs } from "@phm/domain";
import type { DiagnosisState } from "../hypotheses/diagnosis-state.js";
import { FINDING_CONFIDENCE, type Hypothesis } from "../hypotheses/hypothesis.js";
import { rankFindings } from "../hypotheses/rank-findings.js";
import type { LineDiagnosisState } from "../lines/line-diagnosis.js";
import { rounded } from "../numbers/rounded.js";
import type { SensorWatchState } from "../sensors/sensor-watch.js";
import type { Detection } from "../state/detection.js";
import { ALERT_RATIO } from "../state/rise.js";
import { isoAlarmWords, riseWords, sensorWords, zoneWords } from "./finding-words.js";

/** Level over reference at which half of the machines have failed: prognostics states where it comes from and how far it spreads. */
export const FAILURE_RATIO = 8;

const SENSOR_CONFIDENCE = 0.9;
const SENSOR_SUSPECT_CONFIDENCE = 0.4;
const ZONE_D_CONFIDENCE = 0.6;

/** Decimal places of what a finding shows. */
const SHOWN_DECIMALS = 3;

/** Confidence that a held rise is degradation: 0.75 at twice the reference, 0.9 from three times on, never below a finding's. */
function riseConfidence(ratio: number): number {
  return rounded(Math.min(0.9, Math.max(FINDING_CONFIDENCE, FINDING_CONFIDENCE + 0.25 * Math.log2(ratio))), SHOWN_DECIMALS);
}

function generalHypotheses(detection: Detection, abstained: LineDiagnosisState["abstained"]): Hypothesis[] {
  const hypotheses: Hypothesis[] = [];
  if (detection.onsetNs && detection.standing) {
    hypotheses.push({
      failureMode: "degradation_general",
      point: detection.standing.point,
      score: detection.standing.ratio,
      confidence: riseConfidence(detection.standing.ratio),
      evidence: [{ kind: "level_rise", value: rounded(detection.standing.ratio, SHOWN_DECIMALS), limit: ALERT_RATIO }],
      counterEvidence: [],
      ...riseWords(detection.standing.ratio, formatTimeNs(BigInt(detection.onsetNs)), abstained),
    });
  } else if (detection.zoneD && detection.zonePoint && detection.zoneValue !== null && detection.zoneLimit !== null) {
    hypotheses.push({
      failureMode: "degradation_general",
      point: detection.zonePoint,
      score: detection.zoneValue / detection.zoneLimit,
      confidence: ZONE_D_CONFIDENCE,
      evidence: [{ kind: "zone", value: rounded(detection.zoneValue, SHOWN_DECIMALS), limit: detection.zoneLimit }],
      counterEvidence: [],
      ...zoneWords(detection.zonePoint, detection.zoneValue, detection.zoneLimit),
    });
  } else if (detection.isoAlarm) {
    const { point, value, limit } = detection.isoAlarm;
    hypotheses.push({
      failureMode: "degradation_general",
      point,
      score: value / limit,
      confidence: FINDING_CONFIDENCE,
      evidence: [{ kind: "zone", value: rounded(value, SHOWN_DECIMALS), limit: rounded(limit, SHOWN_DECIMALS) }],
      counterEvidence: [],
      ...isoAlarmWords(point, value, limit),
    });
  }
  return hypotheses;
}

function sensorHypotheses(sensors: SensorWatchState): Hypothesis[] {
  return sensors.map((watched) => ({
    failureMode: "sensor_fault",
    point: watched.point,
    score: watched.latch.active ? 1 : 0,
    confidence: watched.latch.active ? SENSOR_CONFIDENCE : SENSOR_SUSPECT_CONFIDENCE,
    evidence: [{ kind: "sensor", value: watched.fault.value, limit: watched.fault.limit }],
    counterEvidence: [],
    ...sensorWords(watched),
  }));
}

/**
 * All hypotheses that stand after an acquisition, from confidence 0.2, best first.
 * @param diagnosed what the diagnosers say, see `diagnose`
 */
export function assessFindings(
  detection: Detection,
  { bearingLines }: Pick<DiagnosisState, "bearingLines">,
  diagnosed: readonly Hypothesis[],
  sensors: SensorWatchState,
): Finding[] {
  return rankFindings([...diagnosed, ...generalHypotheses(detection, bearingLines.abstained), ...sensorHypotheses(sensors)]);
}

/** Health on a logarithmic scale: 1 at the reference or below, 0 at the failure level; null without a ratio. */
export function healthOf(levelRatio: number | null): number | null {
  if (levelRatio === null) return null;
  return rounded(Math.min(1, Math.max(0, 1 - Math.log(Math.max(levelRatio, 1)) / Math.log(FAILURE_RATIO))), SHOWN_DECIMALS);
}
