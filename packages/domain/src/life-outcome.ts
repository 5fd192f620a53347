import type { FailureMode } from "./failure-mode.js";
import type { AssetRef } from "./ids.js";
import type { TimeNs } from "./time.js";

/** How the estimates of one model on one life came out. Lives are whole, so each has one vote however often it was measured. */
export interface ModelOutcome {
  readonly model: string;
  /** Intervals given before the machine failed, and how many of them held the moment of failure. */
  readonly estimates: number;
  readonly covered: number;
  /** Mean pinball loss of p10, p50 and p90, and median |ln(p50 / actual)|, both in ln(time); null without an interval to judge. */
  readonly pinballLn: number | null;
  readonly medianErrorLn: number | null;
  /** Bounds given before the machine failed, and how many of them it outlasted. */
  readonly lowerBounds: number;
  readonly lowerBoundsHeld: number;
  /** Intervals and bounds that cannot be judged because the machine did not fail, and the intervals among them that it outlasted. */
  readonly censored: number;
  readonly outlasted: number;
  /** What really remained at the moments of the intervals, ln(seconds): some quantiles, evenly ranked. Empty for a censored life. */
  readonly remainingLn: readonly number[];
}

/** How all that was said of one life came out. */
export interface LifeOutcome {
  readonly ref: AssetRef;
  readonly verdictId: string;
  /** What was found; absent where the verdict names nothing. */
  readonly failureMode?: FailureMode;
  /** The first moment at which anything was said of this life. */
  readonly lifeStartNs: TimeNs;
  /** When the machine failed, or was taken out before it did. */
  readonly lifeEndNs: TimeNs;
  /** When the work was done: the next life begins here. */
  readonly closedNs: TimeNs;
  /** The machine did not fail of what was advised: its end is a lower limit of its life. */
  readonly censored: boolean;
  readonly byModel: readonly ModelOutcome[];
  /** What remained at all moments of the life, as in `remainingLn`: all that is known by someone who looks at no signal. */
  readonly momentsLn: readonly number[];
}

/** What came of one estimate, once the life that it was about has ended. */
export interface EstimateOutcome {
  /** Seconds. */
  readonly actualRemainingS: number;
  /** The machine did not fail: so much at the least. */
  readonly censored: boolean;
  /** Whether the interval or bound held; absent for an abstention, and where a censored end leaves it open. */
  readonly covered?: boolean;
}

/** A share of lives with what so few of them allow to say. */
export interface LifeShare {
  /** Mean over lives, each one vote, 0 to 1. */
  readonly ratio: number;
  /** 90 % interval after Wilson, by the number of lives. */
  readonly low: number;
  readonly high: number;
  readonly lives: number;
}

/** What the estimates of one model were worth, over lives that failed. */
export interface ModelQuality {
  readonly model: string;
  /** Share of the intervals from p10 to p90 that held; 0.8 is meant. Null without a life to judge by. */
  readonly coverage: LifeShare | null;
  /** Share of the lower bounds that were outlasted; what the model's calibration names is meant, 0.9 as a rule. */
  readonly boundsHeld: LifeShare | null;
  /** Means over lives, ln(time); lower is better. The prior knows how long the other lives were and looks at no signal; it needs two. */
  readonly pinballLn: number | null;
  readonly priorPinballLn: number | null;
  readonly medianErrorLn: number | null;
  /** Lives that did not fail, and how many of them an interval was too short for. */
  readonly censoredLives: number;
  readonly outlastedLives: number;
}
