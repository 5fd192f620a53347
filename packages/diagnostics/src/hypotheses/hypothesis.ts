import type { AssetConfig, FeatureVector, Finding } from "@phm/domain";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";

/**
 * One explanation of what is seen, by one diagnoser: failure mode, the point that shows it best, evidence, counter-evidence and words in zh
 * and en as a finding has them, before it is weighed against the others.
 */
export interface Hypothesis extends Omit<Finding, "rank"> {
  /** Strength of the evidence over chance, in the diagnoser's own measure. It orders the hypotheses of one diagnoser; `confidence` compares all. */
  readonly score: number;
  /** The bearing that it speaks of, by all its points; absent where it speaks of none. */
  readonly bearing?: string;
}

/**
 * Looks for one kind of fault. Its state is plain JSON and bounded; an acquisition that says nothing to it leaves the state as it was.
 */
export interface Diagnoser<State> {
  readonly initial: State;
  /** Brings the evidence of one acquisition in. @param speed as `readShaftSpeed` reads it, where that was done before */
  readonly update: (state: State, features: FeatureVector, config: AssetConfig, speed?: ShaftSpeedReading | null) => State;
  /** What stands now, in any order, each with the confidence that it would have alone. */
  readonly hypotheses: (state: State) => readonly Hypothesis[];
}

/** From here a hypothesis counts as a finding; below it is a suspect. */
export const FINDING_CONFIDENCE = 0.5;
/** What is less sure than this is not shown. */
export const SHOWN_CONFIDENCE = 0.2;
