import { InvalidValue } from "@phm/domain";
import { bootstrapMean, type Life, type MeanInterval } from "@phm/prognostics";
import { type LifeFigures, lifeFigures } from "../evaluate/rul/held-out-figures.js";
import type { RulContender } from "../evaluate/rul/rul-predictors.js";

/** Some lives to learn from, and lives of other machines to be judged by. */
export interface CurveFold {
  readonly learnt: readonly Life[];
  readonly heldOut: readonly Life[];
}

/** What a predictor is worth once it has learnt from so many lives. */
export interface CurvePoint {
  readonly lives: number;
  /** Fits behind it, each on other lives of that number. */
  readonly fits: number;
  /** Mean pinball loss in ln(time), each held-out life one vote; lower is better. */
  readonly pinballLn: MeanInterval;
  /** Share of moments inside the interval, each held-out life one vote. */
  readonly coverage: MeanInterval;
  /** The loss on each held-out life, mean over the fits that had not seen it. */
  readonly byLife: ReadonlyMap<string, number>;
}

function* subsets<T>(values: readonly T[], size: number): Generator<T[]> {
  if (size === 0) yield [];
  for (let i = 0; size > 0 && i <= values.length - size; i++) {
    for (const rest of subsets(values.slice(i + 1), size - 1)) yield [values[i] as T, ...rest];
  }
}

/** Every choice of so many lives to learn from, all the others held out: each life is judged by every choice that it is not in. */
export function everyFold(lives: readonly Life[], size: number): CurveFold[] {
  return [...subsets(lives, size)].map((learnt) => ({ learnt, heldOut: lives.filter((life) => !learnt.includes(life)) }));
}

/** Drawn choices of so many lives of a pool, always the same lives held out. @param random uniform numbers from 0 to 1 */
export function drawnFolds(
  pool: readonly Life[],
  heldOut: readonly Life[],
  size: number,
  draws: number,
  random: () => number,
): CurveFold[] {
  if (size > pool.length) throw new InvalidValue("size", size, `at most the ${pool.length} lives of the pool`);
  return Array.from({ length: draws }, () => {
    const left = [...pool];
    return { learnt: Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)[0] as Life), heldOut };
  });
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * One point of a learning curve. The figures of a held-out life are averaged over the fits first, so that the interval speaks of lives.
 * @param folds all of the same number of lives, with at least one life held out that had an onset
 * @param random uniform numbers from 0 to 1, for the bootstrap over held-out lives
 * @throws InvalidValue without folds, or when no held-out life had an onset
 */
export function curvePoint({ fit }: RulContender, folds: readonly CurveFold[], random: () => number): CurvePoint {
  const byLife = new Map<string, LifeFigures[]>();
  for (const { learnt, heldOut } of folds) {
    const predict = fit(learnt);
    for (const life of heldOut.filter(({ moments }) => moments.some(({ onset }) => onset))) {
      byLife.set(life.id, [...(byLife.get(life.id) ?? []), lifeFigures(predict, life)]);
    }
  }
  if (byLife.size === 0)
    throw new InvalidValue("folds", folds.length, "at least one, with a life held out that had an onset", "too_few_lives");
  const over = (figure: (figures: LifeFigures) => number) =>
    bootstrapMean(
      [...byLife.values()].map((figures) => meanOf(figures.map(figure))),
      random,
    );
  const pinballs = [...byLife].map(([life, figures]) => [life, meanOf(figures.map(({ pinballLn }) => pinballLn))] as const);
  return {
    lives: folds[0]?.learnt.length ?? 0,
    fits: folds.length,
    pinballLn: over(({ pinballLn }) => pinballLn),
    coverage: over(({ coverageRatio }) => coverageRatio),
    byLife: new Map(pinballs),
  };
}

/**
 * By how much the loss is higher at one point than at another, life by life, so that what is hard about a life cancels.
 * @param random uniform numbers from 0 to 1, for the bootstrap over the lives that both points were judged on
 * @throws InvalidValue when there are none
 */
export function pinballChange(from: CurvePoint, to: CurvePoint, random: () => number): MeanInterval {
  const changes = [...to.byLife].flatMap(([life, after]) => {
    const before = from.byLife.get(life);
    return before === undefined ? [] : [after - before];
  });
  if (changes.length === 0) throw new InvalidValue("points", 0, "judged on at least one life that is the same", "too_few_lives");
  return bootstrapMean(changes, random);
}
