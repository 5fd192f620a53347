import type { MeanInterval } from "../metrics/bootstrap-mean.js";

/** How one predictor did on lives that it had not seen: a model, or a trivial rule that it must beat. */
export interface HeldOutScore {
  readonly name: string;
  /** Lives with at least one moment after onset. */
  readonly lives: number;
  /** Mean pinball loss of p10, p50 and p90 in ln(time), each life one vote; lower is better. */
  readonly pinballLn: MeanInterval;
  /** Share of moments inside the interval from p10 to p90, each life one vote. */
  readonly coverage: MeanInterval;
  /** Median over lives of the median |ln(predicted / actual)| of p50. */
  readonly medianErrorLn: number;
}

/** How a model did on one life that it had not seen. */
export interface HeldOutLife {
  /** Names the life: the machine, and which of its lives where it had several. */
  readonly life: string;
  readonly pinballLn: number;
  readonly coverageRatio: number;
  /** In the first half of the life the model said "act now": p10 within ten blocks. */
  readonly falseUrgency: boolean;
}

/** What a model was measured to be worth before it is let near a machine. */
export interface ModelEvaluation {
  /** The model itself first, then what anyone could say without it, on the same lives. */
  readonly scores: readonly HeldOutScore[];
  /** The model's figures life by life, each from a fit without that life. */
  readonly heldOut: readonly HeldOutLife[];
  /** Other finished models on the same lives, so that they can be compared life by life. */
  readonly against: readonly { readonly model: string; readonly heldOut: readonly HeldOutLife[] }[];
}
