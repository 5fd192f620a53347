import type { AssetConfig, FeatureVector, PointId } from "@phm/domain";
import { rounded } from "../numbers/rounded.js";
import { readShaftSpeed } from "../speed/read-shaft-speed.js";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import type { BearingLineMode } from "./bearing-faults.js";
import { bearingLines } from "./bearing-lines.js";
import { lineDetails } from "./line-details.js";
import type { LineHypothesis } from "./line-hypothesis.js";
import { monitoredBearings } from "./monitored-bearings.js";
import { type LineAbstention, type ObservedLines, observeLines } from "./observed-lines.js";
import { orderEvidence } from "./order-evidence.js";

/** Acquisitions that the lasting mean of the evidence looks back on, once there are so many; noise falls with their number. */
const LASTING_ACQUISITIONS = 12;
/** A fault that is new shows in the mean of so many, long before it does in the lasting one. */
const RECENT_ACQUISITIONS = 3;
/** Hypotheses remembered, strongest first. */
const MAX_HYPOTHESES = 16;

/** The running evidence for one fault of one bearing. */
export interface RunningHypothesis {
  /** The bearing, by all its points. */
  readonly bearing: string;
  /** The one of them that shows the lines best. */
  readonly point: PointId;
  readonly failureMode: BearingLineMode;
  /** Mean excess over the last 12, and over the last 3 acquisitions. */
  readonly lasting: number;
  readonly recent: number;
  readonly nearShaftOrder: boolean;
  readonly order: number;
  readonly frequencyHz: number;
  readonly snrDb: number;
  /** The nearest shaft harmonic over its surroundings. */
  readonly shaftSnrDb: number;
  readonly harmonics: number;
  /** What the lines of the cage add, and what was taken away as sidebands of the shaft, at the last acquisition. */
  readonly cageSupport: number;
  readonly shaftShare: number;
  /** Shaft speed as read from the signal over the given one, where that was corrected. */
  readonly speedRatio: number | null;
  /** The lines that told that speed may be of the supply; absent in states that were stored before it was asked. */
  readonly mayBeSupply?: boolean;
  /** Spectra that the last acquisition had: bands times channels. */
  readonly spectra: number;
  /** Acquisitions behind it, counted to the memory's length. */
  readonly acquisitions: number;
}

export interface LineDiagnosisState {
  readonly hypotheses: readonly RunningHypothesis[];
  /** Why the last acquisition added nothing; null when it did. */
  readonly abstained: LineAbstention | "no_bearing" | null;
}

export const NO_LINES: LineDiagnosisState = { hypotheses: [], abstained: null };

const keyOf = (bearing: string, mode: BearingLineMode): string => `${bearing}:${mode}`;

function running(before: number | undefined, value: number, count: number): number {
  return before === undefined ? value : before + (value - before) / count;
}

function update(before: RunningHypothesis | undefined, found: LineHypothesis, lines: ObservedLines): RunningHypothesis {
  const { shaftHz, corrected, ratio } = lines.speed;
  const own = found.bearing.points.filter((point) => lines.byPoint.has(point));
  const candidates = (own.length > 0 ? own : found.bearing.points).map((point) => ({
    point,
    ...lineDetails(lines.byPoint.get(point) ?? [...lines.byPoint.values()].flat(), found.order, shaftHz),
  }));
  const { point, snrDb, shaftSnrDb, harmonics } = candidates.reduce((best, one) => (one.score > best.score ? one : best));
  const acquisitions = Math.min((before?.acquisitions ?? 0) + 1, LASTING_ACQUISITIONS);
  return {
    bearing: found.bearing.points.join(","),
    point,
    failureMode: found.failureMode,
    lasting: rounded(running(before?.lasting, found.excess, acquisitions), 4),
    recent: rounded(running(before?.recent, found.excess, Math.min(acquisitions, RECENT_ACQUISITIONS)), 4),
    nearShaftOrder: found.nearShaftOrder,
    order: rounded(found.order, 4),
    frequencyHz: rounded(found.order * shaftHz, 2),
    snrDb: rounded(snrDb, 1),
    shaftSnrDb: rounded(shaftSnrDb, 1),
    harmonics,
    cageSupport: rounded(found.cageSupport, 3),
    shaftShare: rounded(found.shaftShare, 3),
    spectra: [...lines.byPoint.values()].flat().length,
    speedRatio: corrected ? rounded(ratio, 4) : null,
    mayBeSupply: lines.mayBeSupply,
    acquisitions,
  };
}

/** The evidence that counts: the lasting mean, or the recent one where it has become stronger, once there are enough acquisitions for it. */
export function excessOf({ lasting, recent, acquisitions }: RunningHypothesis): number {
  return acquisitions < RECENT_ACQUISITIONS ? lasting : Math.max(lasting, recent);
}

/**
 * Brings the evidence of one acquisition into the running means. All sound channels look at every bearing: the housing carries its
 * impacts to them. An acquisition without a known bearing, speed or fine enough spectrum adds nothing, and what was said before stands.
 */
export function diagnoseLines(
  state: LineDiagnosisState,
  features: FeatureVector,
  config: AssetConfig,
  speed: ShaftSpeedReading | null = readShaftSpeed(features, config),
): LineDiagnosisState {
  const bearings = monitoredBearings(config);
  if (bearings.length === 0) return { ...state, abstained: "no_bearing" };
  const lines = observeLines(features, config, speed);
  if (typeof lines === "string") return { ...state, abstained: lines };
  const evidence = orderEvidence([...lines.byPoint.values()].flat(), lines.speed.shaftHz);
  if (!evidence) return { ...state, abstained: "no_spectrum" };
  const next = new Map(state.hypotheses.map((one) => [keyOf(one.bearing, one.failureMode), one]));
  for (const found of bearingLines(bearings, evidence)) {
    const key = keyOf(found.bearing.points.join(","), found.failureMode);
    next.set(key, update(next.get(key), found, lines));
  }
  const hypotheses = [...next.values()].sort((a, b) => excessOf(b) - excessOf(a)).slice(0, MAX_HYPOTHESES);
  return { hypotheses, abstained: null };
}
