import type { Finding } from "@phm/domain";
import { formatTimeNs } from "@phm/domain";
import { type LineDiagnosisState, lineConfidence, type RunningHypothesis } from "../lines/line-diagnosis.js";
import { rounded } from "../numbers/rounded.js";
import type { SensorWatchState } from "../sensors/sensor-watch.js";
import { ALERT_RATIO, type Detection } from "../state/state-detection.js";
import { bearingWords, riseWords, sensorWords, zoneWords } from "./finding-words.js";

/** Level over reference at which half of the machines have failed: prognostics states where it comes from and how far it spreads. */
export const FAILURE_RATIO = 8;

/** From here a hypothesis counts as a finding. */
export const FINDING_CONFIDENCE = 0.5;
const SHOWN_CONFIDENCE = 0.2;
const MAX_FINDINGS = 5;
const SENSOR_CONFIDENCE = 0.9;
const SENSOR_SUSPECT_CONFIDENCE = 0.4;
const ZONE_D_CONFIDENCE = 0.6;

type Unranked = Omit<Finding, "rank">;

/** Decimal places of what a finding shows. */
const SHOWN_DECIMALS = 3;

function bearingFinding(hypothesis: RunningHypothesis): Unranked {
  const { point, failureMode, order, frequencyHz, snrDb, harmonics } = hypothesis;
  return {
    failureMode,
    point,
    confidence: rounded(lineConfidence(hypothesis), SHOWN_DECIMALS),
    evidence: [{ kind: "envelope_line", frequencyHz, order, snrDb, harmonics }],
    counterEvidence: [],
    ...bearingWords(hypothesis),
  };
}

/** For each fault the point that shows it best. */
function bearingFindings(hypotheses: LineDiagnosisState): Unranked[] {
  const best = new Map<string, Unranked>();
  for (const finding of hypotheses.map(bearingFinding)) {
    if (finding.confidence > (best.get(finding.failureMode)?.confidence ?? 0)) best.set(finding.failureMode, finding);
  }
  return [...best.values()];
}

/** Confidence that a held rise is degradation: 0.75 at twice the reference, 0.9 from three times on, never below a finding's. */
function riseConfidence(ratio: number): number {
  return rounded(Math.min(0.9, Math.max(FINDING_CONFIDENCE, FINDING_CONFIDENCE + 0.25 * Math.log2(ratio))), SHOWN_DECIMALS);
}

function generalFindings(detection: Detection): Unranked[] {
  const findings: Unranked[] = [];
  if (detection.onsetNs && detection.standing) {
    findings.push({
      failureMode: "degradation_general",
      point: detection.standing.point,
      confidence: riseConfidence(detection.standing.ratio),
      evidence: [{ kind: "level_rise", value: rounded(detection.standing.ratio, SHOWN_DECIMALS), limit: ALERT_RATIO }],
      counterEvidence: [],
      ...riseWords(detection.standing.ratio, formatTimeNs(BigInt(detection.onsetNs))),
    });
  } else if (detection.zoneD && detection.zonePoint && detection.zoneValue !== null && detection.zoneLimit !== null) {
    findings.push({
      failureMode: "degradation_general",
      point: detection.zonePoint,
      confidence: ZONE_D_CONFIDENCE,
      evidence: [{ kind: "zone", value: rounded(detection.zoneValue, SHOWN_DECIMALS), limit: detection.zoneLimit }],
      counterEvidence: [],
      ...zoneWords(detection.zonePoint, detection.zoneValue, detection.zoneLimit),
    });
  }
  return findings;
}

function sensorFindings(sensors: SensorWatchState): Unranked[] {
  return sensors.map((watched) => ({
    failureMode: "sensor_fault" as const,
    point: watched.point,
    confidence: watched.latch.active ? SENSOR_CONFIDENCE : SENSOR_SUSPECT_CONFIDENCE,
    evidence: [{ kind: "sensor" as const, value: watched.fault.value, limit: watched.fault.limit }],
    counterEvidence: [],
    ...sensorWords(watched),
  }));
}

/** A named bearing fault explains the rise: the general hypothesis hands its evidence over and leaves. */
function explainAway(named: readonly Unranked[], general: readonly Unranked[]): Unranked[] {
  const best = [...named].sort((a, b) => b.confidence - a.confidence)[0];
  if (!best || best.confidence < FINDING_CONFIDENCE) return [...named, ...general];
  const handedOver = general.flatMap((finding) => finding.evidence);
  return named.map((finding) => (finding === best ? { ...finding, evidence: [...finding.evidence, ...handedOver] } : finding));
}

/** All hypotheses that stand after an acquisition, from confidence 0.2, best first. */
export function assessFindings(detection: Detection, hypotheses: LineDiagnosisState, sensors: SensorWatchState): Finding[] {
  return [...explainAway(bearingFindings(hypotheses), generalFindings(detection)), ...sensorFindings(sensors)]
    .filter((finding) => finding.confidence >= SHOWN_CONFIDENCE)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MAX_FINDINGS)
    .map((finding, i) => ({ ...finding, rank: i + 1 }));
}

/** Health on a logarithmic scale: 1 at the reference or below, 0 at the failure level; null without a ratio. */
export function healthOf(levelRatio: number | null): number | null {
  if (levelRatio === null) return null;
  return rounded(Math.min(1, Math.max(0, 1 - Math.log(Math.max(levelRatio, 1)) / Math.log(FAILURE_RATIO))), SHOWN_DECIMALS);
}
