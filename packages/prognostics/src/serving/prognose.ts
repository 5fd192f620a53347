import type { MachineTimeScale } from "@phm/diagnostics";
import type { RemainingLife, TimeNs } from "@phm/domain";
import { secondsBetween, storedTime } from "@phm/domain";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import { type LifeDistribution, quantileBlocks } from "../distribution/life-distribution.js";
import { type IndicatorState, indicatorsOf, observeIndicators } from "../indicators/indicator-state.js";
import { isSupported, type ServedModel } from "../models/rul-model-document.js";
import { moveLaterSlowly } from "./move-later-slowly.js";
import { ABSTENTIONS, boundWords, estimateWords, type RulWords, tellingPart } from "./rul-words.js";

/** What prognosis remembers of a machine. Plain JSON, well under a kilobyte. */
export interface PrognosisState {
  readonly indicators: IndicatorState | null;
  /** The median of the latest estimate while a rise stands. */
  readonly median: { readonly timeNs: string; readonly p50S: number } | null;
}

export const NO_PROGNOSIS: PrognosisState = { indicators: null, median: null };

/** What state detection says that prognosis needs. Neither age nor elapsed time is among it. */
export interface LevelObservation {
  readonly timeNs: TimeNs;
  /** Level over its trailing reference, which is frozen at onset; null when this acquisition cannot be judged. */
  readonly levelRatio: number | null;
  /** A rise stands or is being held. */
  readonly rising: boolean;
  /** The rise has been held: onset. */
  readonly onset: boolean;
  readonly learning: boolean;
  /** No channel carries a level, so there is nothing to learn from either. */
  readonly silent?: boolean;
  /** A sensor is suspected to measure on another scale than the reference was learnt on. */
  readonly rescaled?: boolean;
}

/** Rounded to 0.1 s and never below it, so that figures read well and stay in order. */
const tenths = (seconds: number): number => Math.max(1, Math.round(seconds * 10)) / 10;
const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

function abstain(served: ServedModel, words: RulWords): RemainingLife {
  return { status: "abstain", model: served.document.card.model, ...words };
}

function lowerBound(served: ServedModel, blockS: number): RemainingLife {
  const { blocks, confidence, lives } = served.document.quietBound;
  const p10S = tenths(blocks * blockS);
  const calibration = { coverageRatio: confidence, lives, supported: isSupported(confidence, lives) };
  return { status: "lower_bound", p10S, calibration, model: served.document.card.model, ...boundWords(p10S, confidence, lives) };
}

/** The calibrated interval, blocks: the model's, moved out by what calibration asked for, never past its own median. */
function intervalBlocks(cdf: LifeDistribution, { marginLn }: { readonly marginLn: number }): [number, number, number] {
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((p) => quantileBlocks(cdf, p)) as [number, number, number];
  return [Math.min(p50, p10 * Math.exp(-marginLn)), p50, Math.max(p50, p90 * Math.exp(marginLn))];
}

function estimate(
  served: ServedModel,
  before: PrognosisState,
  seen: LevelObservation,
  ratio: number,
  indicators: IndicatorState,
  blockS: number,
) {
  const { calibration, card } = served.document;
  const cdf = served.model.predict(indicatorsOf(indicators, ratio));
  const [low, middle, high] = intervalBlocks(cdf, calibration).map((blocks) => blocks * blockS) as [number, number, number];
  const elapsedS = before.median === null ? 0 : secondsBetween(BigInt(before.median.timeNs), seen.timeNs);
  const settled = before.median === null ? middle : moveLaterSlowly(middle, before.median.p50S, elapsedS, blockS);
  const [p10S, p50S, p90S] = [tenths(Math.min(low, settled)), tenths(settled), tenths(high)];
  const heldBack = settled < middle;
  const curve = HORIZONS_BLOCKS.map((blocks, h) => ({ horizonS: tenths(blocks * blockS), probability: thousandths(cdf[h] as number) }));
  const life: RemainingLife = {
    status: "estimate",
    p10S,
    p50S,
    p90S,
    failureWithin: tellingPart(curve),
    calibration: {
      coverageRatio: calibration.level,
      lives: calibration.lives,
      supported: isSupported(calibration.level, calibration.lives),
    },
    model: card.model,
    ...estimateWords({ ratio, p10S, p90S, level: calibration.level, lives: calibration.lives, heldBack }),
  };
  return { life, median: { timeNs: storedTime(seen.timeNs), p50S } };
}

/**
 * Steps the prognosis by one acquisition. While a rise stands the model speaks; in the quiet state there is only a lower bound, because
 * nothing in a quiet level says when the next onset comes, and age is not an input.
 */
export function prognose(
  before: PrognosisState,
  seen: LevelObservation,
  served: ServedModel,
  scale: MachineTimeScale,
): [PrognosisState, RemainingLife] {
  // Neither the ratio nor what is remembered of it means anything on another scale.
  if (seen.rescaled) return [NO_PROGNOSIS, abstain(served, ABSTENTIONS.rescaled)];
  const ratio = seen.levelRatio !== null && seen.levelRatio > 0 ? seen.levelRatio : null;
  const indicators = ratio === null ? before.indicators : observeIndicators(before.indicators, ratio, seen.timeNs, scale);
  const quiet = { indicators, median: null };
  if (seen.learning && !seen.onset) return [quiet, abstain(served, seen.silent ? ABSTENTIONS.silent : ABSTENTIONS.learning)];
  const blockS = indicators?.blockS ?? null;
  if (!seen.onset) {
    if (seen.rising) return [quiet, abstain(served, ABSTENTIONS.held)];
    // A bound says that the level is quiet, which nobody has heard now.
    if (ratio === null) return [quiet, abstain(served, ABSTENTIONS.unjudgedQuiet)];
    return [quiet, blockS === null ? abstain(served, ABSTENTIONS.tooShort) : lowerBound(served, blockS)];
  }
  if (ratio === null || indicators === null) return [{ ...before, indicators }, abstain(served, ABSTENTIONS.unjudged)];
  if (blockS === null) return [{ ...before, indicators }, abstain(served, ABSTENTIONS.tooShort)];
  const { life, median } = estimate(served, before, seen, ratio, indicators, blockS);
  return [{ indicators, median }, life];
}
