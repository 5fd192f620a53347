import type { AssetRef, EstimateOutcome, LifeOutcome, RulEstimate, TimeNs } from "@phm/domain";
import type { PrognosisHistory } from "../assess/prognosis-history.js";
import { estimateOutcome } from "./estimate-outcome.js";
import type { OutcomeBook } from "./outcome-book.js";

/** An estimate with what came of it; without while its life goes on. */
export interface ChartedEstimate {
  readonly estimate: RulEstimate;
  readonly outcome?: EstimateOutcome;
}

export interface PrognosisChart {
  /** In order of time. */
  readonly estimates: readonly ChartedEstimate[];
  /** The ended lives that they are about, oldest first. */
  readonly lives: readonly LifeOutcome[];
  /** There were more: of each stretch of time the last one is shown. */
  readonly thinned: boolean;
}

export interface ChartRange {
  /** Inclusive. */
  readonly fromNs?: TimeNs;
  /** Exclusive. */
  readonly toNs?: TimeNs;
  readonly points: number;
}

/** What was said of a machine in a range of time, at most so many points of it, with what came of each. */
export async function prognosisChart(
  ref: AssetRef,
  range: ChartRange,
  { prognoses, outcomes }: { readonly prognoses: PrognosisHistory; readonly outcomes: OutcomeBook },
): Promise<PrognosisChart> {
  const { estimates, thinned } = await thinnedEstimates(ref, range, prognoses);
  const [first, last] = [estimates[0], estimates.at(-1)];
  if (!first || !last) return { estimates: [], lives: [], thinned: false };
  const ended = await outcomes.livesOf(ref, first.timeNs);
  const charted = estimates.map((estimate) => {
    const life = ended.find(({ lifeStartNs, lifeEndNs }) => lifeStartNs <= estimate.timeNs && estimate.timeNs < lifeEndNs);
    return life ? { estimate, outcome: estimateOutcome(estimate, { endNs: life.lifeEndNs, censored: life.censored }) } : { estimate };
  });
  return { estimates: charted, lives: ended.filter(({ lifeStartNs }) => lifeStartNs <= last.timeNs), thinned };
}

/** All estimates where they are few enough; else the last one of each of so many equal stretches, as far as there is one. */
async function thinnedEstimates(ref: AssetRef, { points, ...range }: ChartRange, prognoses: PrognosisHistory) {
  const { estimates, nextCursor } = await prognoses.range(ref, { ...range, limit: points });
  const first = estimates[0];
  if (nextCursor === undefined || !first) return { estimates, thinned: false };
  const last = await prognoses.latest(ref, range);
  const endNs = (last?.timeNs ?? first.timeNs) + 1n;
  const edge = (i: number) => first.timeNs + ((endNs - first.timeNs) * BigInt(i)) / BigInt(points);
  const kept: RulEstimate[] = [];
  for (let i = 0; i < points; i++) {
    const found = await prognoses.latest(ref, { fromNs: edge(i), toNs: edge(i + 1) });
    if (found) kept.push(found);
  }
  return { estimates: kept, thinned: true };
}
