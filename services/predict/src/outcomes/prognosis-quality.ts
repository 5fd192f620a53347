import type { LifeOutcome, LifeShare, ModelOutcome, ModelQuality } from "@phm/domain";
import { meanPinballLn, wilsonInterval } from "@phm/pipeline";
import { KnowNothingPrior } from "./know-nothing-prior.js";

/** What was said of all lives, and what it was worth. */
export interface PrognosisQuality {
  readonly failedLives: number;
  readonly censoredLives: number;
  /** By name. */
  readonly models: readonly ModelQuality[];
}

/** What one model did on one life. */
interface Performance {
  readonly life: LifeOutcome;
  readonly outcome: ModelOutcome;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param lives in any order; each has one vote */
export function prognosisQuality(lives: readonly LifeOutcome[]): PrognosisQuality {
  const byModel = new Map<string, Performance[]>();
  for (const life of lives) {
    for (const outcome of life.byModel) {
      const performances = byModel.get(outcome.model) ?? [];
      byModel.set(outcome.model, performances);
      performances.push({ life, outcome });
    }
  }
  const failed = lives.filter(({ censored }) => !censored);
  const prior = new KnowNothingPrior(failed);
  const models = [...byModel].map(([model, performances]) => modelQuality(model, performances, prior));
  models.sort((a, b) => (a.model < b.model ? -1 : 1));
  return { failedLives: failed.length, censoredLives: lives.length - failed.length, models };
}

function modelQuality(model: string, performances: readonly Performance[], prior: KnowNothingPrior): ModelQuality {
  const outcomes = performances.map(({ outcome }) => outcome);
  const judged = performances.filter(({ outcome }) => outcome.estimates > 0);
  return {
    model,
    coverage: lifeShare(judged.map(({ outcome }) => outcome.covered / outcome.estimates)),
    boundsHeld: lifeShare(outcomes.filter(({ lowerBounds }) => lowerBounds > 0).map((each) => each.lowerBoundsHeld / each.lowerBounds)),
    pinballLn: meanOf(judged.flatMap(({ outcome }) => outcome.pinballLn ?? [])),
    priorPinballLn: meanOf(judged.flatMap((performance) => priorPinballLn(performance, prior) ?? [])),
    medianErrorLn: medianOf(judged.flatMap(({ outcome }) => outcome.medianErrorLn ?? [])),
    censoredLives: performances.filter(({ life, outcome }) => life.censored && outcome.censored > 0).length,
    outlastedLives: outcomes.filter(({ outlasted }) => outlasted > 0).length,
  };
}

function lifeShare(ratios: readonly number[]): LifeShare | null {
  const ratio = meanOf(ratios);
  return ratio === null ? null : { ratio, ...wilsonInterval(ratio, ratios.length), lives: ratios.length };
}

/** What the prior would have lost at the moments of the model's intervals. */
function priorPinballLn({ life, outcome }: Performance, prior: KnowNothingPrior): number | null {
  const quantiles = prior.without(life.verdictId);
  return quantiles && meanOf(outcome.remainingLn.map((actualLn) => meanPinballLn(actualLn, quantiles)));
}

function medianOf(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
