import { median } from "../numbers/order-statistics.js";
import { type Centre, centreOf } from "./robust-distance.js";

/** Blocks that a baseline is learnt from. */
export const BASELINE_BLOCKS = 20;
const FIGURES = 4;

/** What one block adds to the baseline. */
export interface BaselineSample {
  /** Logarithm of the level. */
  readonly level: number;
  /** Largest vibration over its B/C boundary; null without a machine class. */
  readonly severity: number | null;
}

/**
 * The normal of one operating state, learnt from its first 20 quiet blocks and kept until the machine is repaired (`relearn`). Unlike
 * the trailing reference it does not follow the machine, so what creeps shows against it. Plain JSON.
 */
export interface LearntBaseline {
  /** Samples while learning; dropped when learnt. */
  readonly samples: readonly BaselineSample[];
  readonly level: Centre | null;
  readonly severity: number | null;
}

export const NOTHING_LEARNT: LearntBaseline = { samples: [], level: null, severity: null };

const shortened = (value: number): number => Number(value.toPrecision(FIGURES));

/** Takes one block in; the baseline stands when there are enough. */
export function learn(baseline: LearntBaseline, sample: BaselineSample): LearntBaseline {
  if (baseline.level !== null) return baseline;
  const samples = [...baseline.samples, sample];
  if (samples.length < BASELINE_BLOCKS) return { ...baseline, samples };
  const level = centreOf(samples.map((each) => each.level));
  const severities = samples.flatMap((each) => each.severity ?? []);
  return {
    samples: [],
    level: { median: shortened(level.median), sd: shortened(level.sd) },
    severity: severities.length * 2 < samples.length ? null : shortened(median(severities)),
  };
}
