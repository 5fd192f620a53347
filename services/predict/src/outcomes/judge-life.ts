import type { LifeEnd, ModelOutcome, RulEstimate, TimeNs } from "@phm/domain";
import { meanPinballLn } from "@phm/pipeline";
import { estimateOutcome } from "./estimate-outcome.js";

const { abs, floor, log, min, round } = Math;

/** Quantiles that are kept of what remained at the moments of a life: enough to pool lives, small enough for one document. */
const KEPT_QUANTILES = 32;

/** What a life's estimates came to. */
export interface JudgedLife {
  readonly lifeStartNs: TimeNs;
  readonly byModel: readonly ModelOutcome[];
  readonly momentsLn: readonly number[];
}

/** What is gathered of one model, moment by moment. */
interface Tally {
  covered: number;
  lowerBounds: number;
  lowerBoundsHeld: number;
  censored: number;
  outlasted: number;
  readonly pinballsLn: number[];
  readonly errorsLn: number[];
  readonly remainingLn: number[];
}

const emptyTally = (): Tally => ({
  ...{ covered: 0, lowerBounds: 0, lowerBoundsHeld: 0, censored: 0, outlasted: 0 },
  ...{ pinballsLn: [], errorsLn: [], remainingLn: [] },
});

/**
 * Holds the estimates of one life against its end. The rules, with the reason for each:
 *
 * - What remained is the time from an estimate to the end of the life, not to the repair: a machine that stands does not wear.
 * - An interval is right when the failure fell into it, a bound when it was outlasted. Both are compared in time, errors in ln(time), because
 *   an hour is much at the end of a life and nothing at its start.
 * - Where the machine did not fail, nothing counts for or against the model. By then one can only have seen bounds hold and intervals be too
 *   short: to count the decided ones alone would flatter the bounds and blame the intervals. How many intervals were outlasted is told apart.
 * - An abstention is neither right nor wrong. It is among the moments of the life, which the know-nothing prior is made of.
 * - Each model is judged by what it said itself: a life may have seen a promotion.
 */
export class LifeJudge {
  private readonly tallies = new Map<string, Tally>();
  private readonly momentsLn: number[] = [];
  private firstNs: TimeNs | null = null;

  constructor(private readonly end: LifeEnd) {}

  /** @param said before the end; in order of time */
  add(said: RulEstimate): void {
    this.firstNs ??= said.timeNs;
    const { actualRemainingS, covered } = estimateOutcome(said, this.end);
    this.momentsLn.push(log(actualRemainingS));
    const tally = this.tallies.get(said.model) ?? emptyTally();
    this.tallies.set(said.model, tally);
    if (said.status === "abstain") return;
    if (this.end.censored) {
      tally.censored += 1;
      tally.outlasted += said.status === "estimate" && covered === false ? 1 : 0;
    } else if (said.status === "lower_bound") {
      tally.lowerBounds += 1;
      tally.lowerBoundsHeld += covered ? 1 : 0;
    } else {
      tally.covered += covered ? 1 : 0;
      judgeInterval(tally, said, log(actualRemainingS));
    }
  }

  /** Null where nothing was said of this life. */
  judged(): JudgedLife | null {
    if (this.firstNs === null) return null;
    const byModel = [...this.tallies].map(([model, tally]) => modelOutcome(model, tally));
    byModel.sort((a, b) => (a.model < b.model ? -1 : 1));
    return { lifeStartNs: this.firstNs, byModel, momentsLn: evenQuantiles(this.momentsLn) };
  }
}

function judgeInterval(tally: Tally, { p10S = 0, p50S = 0, p90S = 0 }: RulEstimate, actualLn: number): void {
  const quantiles = { p10: log(p10S), p50: log(p50S), p90: log(p90S) };
  tally.pinballsLn.push(meanPinballLn(actualLn, quantiles));
  tally.errorsLn.push(abs(actualLn - quantiles.p50));
  tally.remainingLn.push(actualLn);
}

function modelOutcome(model: string, { pinballsLn, errorsLn, remainingLn, ...counts }: Tally): ModelOutcome {
  const estimates = pinballsLn.length;
  const sorted = errorsLn.sort((a, b) => a - b);
  return {
    model,
    estimates,
    ...counts,
    pinballLn: estimates === 0 ? null : rounded(pinballsLn.reduce((sum, loss) => sum + loss, 0) / estimates),
    medianErrorLn: estimates === 0 ? null : rounded(sorted[floor(estimates / 2)] as number),
    remainingLn: evenQuantiles(remainingLn),
  };
}

function evenQuantiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const count = min(KEPT_QUANTILES, sorted.length);
  return Array.from({ length: count }, (_, i) => rounded(sorted[floor(((i + 0.5) * sorted.length) / count)] as number));
}

/** Six decimals of a logarithm are a millionth of the time. */
function rounded(value: number): number {
  return round(value * 1e6) / 1e6;
}
