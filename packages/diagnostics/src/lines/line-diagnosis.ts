import type { AssetConfig, FeatureVector, PointId } from "@phm/domain";
import { bearingOrders } from "../machine/characteristic-orders.js";
import { rounded } from "../numbers/rounded.js";
import { type BearingLineMode, bearingLines, type LineHypothesis } from "./bearing-lines.js";

/** Acquisitions that the running mean of the evidence looks back on, once there are so many. */
const MEMORY_ACQUISITIONS = 8;
/** Hypotheses remembered, strongest first. */
const MAX_HYPOTHESES = 12;
/** Excess at which a hypothesis is as likely right as wrong, and how fast that changes; set on public seeded-fault records. */
const EVEN_EXCESS = 1.3;
/** The same where the order lies on a shaft harmonic: bent and misaligned shafts of sound bearings reach 1.96 there. */
const EVEN_EXCESS_NEAR_SHAFT = 2.05;
const STEEPNESS = 3.5;
const MAX_CONFIDENCE = 0.95;
/** One line alone is no family: such a hypothesis stays a suspect. */
const MIN_HARMONICS = 2;
const MAX_CONFIDENCE_OF_ONE_LINE = 0.4;

/** The running evidence for one fault at one point. */
export interface RunningHypothesis {
  readonly point: PointId;
  readonly failureMode: BearingLineMode;
  readonly excess: number;
  readonly nearShaftOrder: boolean;
  readonly order: number;
  readonly frequencyHz: number;
  readonly snrDb: number;
  readonly harmonics: number;
  /** Acquisitions behind it, counted to the memory's length. */
  readonly acquisitions: number;
}

export type LineDiagnosisState = readonly RunningHypothesis[];

function update(before: RunningHypothesis | undefined, point: PointId, shaftHz: number, found: LineHypothesis): RunningHypothesis {
  const acquisitions = Math.min((before?.acquisitions ?? 0) + 1, MEMORY_ACQUISITIONS);
  const excess = before ? before.excess + (found.excess - before.excess) / acquisitions : found.excess;
  return {
    point,
    failureMode: found.failureMode,
    excess: rounded(excess, 4),
    nearShaftOrder: found.nearShaftOrder,
    order: rounded(found.match.order, 4),
    frequencyHz: rounded(found.match.order * shaftHz, 2),
    snrDb: rounded(found.match.snrDb, 1),
    harmonics: found.match.harmonics,
    acquisitions,
  };
}

/**
 * Brings the evidence of one acquisition into the running mean. A point without a known bearing, speed or fine enough spectrum,
 * or with a faulty sensor, adds nothing and what it said before stands.
 */
export function diagnoseLines(state: LineDiagnosisState, features: FeatureVector, config: AssetConfig): LineDiagnosisState {
  const shaftHz = (features.speedRpm ?? config.ratedSpeedRpm ?? 0) / 60;
  const next = new Map(state.map((hypothesis) => [`${hypothesis.point}:${hypothesis.failureMode}`, hypothesis]));
  for (const channel of features.channels) {
    const orders = bearingOrders(config.points.find((point) => point.id === channel.point)?.bearing);
    const envelope = channel.spectra.find(({ kind }) => kind === "envelope");
    if (!orders || !envelope || channel.sensorFaults.length > 0) continue;
    for (const found of bearingLines(envelope, shaftHz, orders) ?? []) {
      const key = `${channel.point}:${found.failureMode}`;
      next.set(key, update(next.get(key), channel.point, shaftHz, found));
    }
  }
  return [...next.values()].sort((a, b) => b.excess - a.excess).slice(0, MAX_HYPOTHESES);
}

/** Probability-like confidence of a hypothesis, 0 to 0.95: a logistic of the excess over decoys. Not yet calibrated. */
export function lineConfidence(hypothesis: RunningHypothesis): number {
  const even = hypothesis.nearShaftOrder ? EVEN_EXCESS_NEAR_SHAFT : EVEN_EXCESS;
  const confidence = Math.min(MAX_CONFIDENCE, 1 / (1 + Math.exp(-STEEPNESS * (hypothesis.excess - even))));
  return hypothesis.harmonics < MIN_HARMONICS ? Math.min(confidence, MAX_CONFIDENCE_OF_ONE_LINE) : confidence;
}
