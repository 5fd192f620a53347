/** A champion is given back when its coverage is below the former one's by more than this. */
export const ROLLBACK_MARGIN_RATIO = 0.1;
/** It is looked at after each of these first lives, then the promotion stands. */
export const WATCHED_LIVES = 30;
/** Chance of so few lives covered, were the coverage only at the margin. It is small because it is looked at many times. */
const ROLLBACK_PROBABILITY = 0.01;

/** P(X <= k) of a binomial count. @param probability of each trial, 0 to 1 */
export function binomialAtMost(k: number, trials: number, probability: number): number {
  if (k >= trials) return 1;
  if (probability <= 0) return 1;
  if (probability >= 1) return 0;
  let term = (1 - probability) ** trials;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((trials - i + 1) / i) * (probability / (1 - probability));
    sum += term;
  }
  return sum;
}

/**
 * Whether lives that ended under a new champion show that its interval holds less than it should: the chance of at most so many lives
 * covered, if the true coverage were the former champion's less 0.1, is below 0.01. The sum of the lives' shares counts as covered lives,
 * rounded up: shares in between scatter less than yes and no would, so this errs towards leaving the champion. With a coverage of 0.8 before,
 * four lives that were missed throughout suffice, and fewer than four never do.
 * @param coveredRatios share of each life's moments that the interval held, in the order of ending
 * @param beforeRatio coverage of the former champion; not counted above `level`, as more than is meant is no merit
 */
export function coverageFell(coveredRatios: readonly number[], beforeRatio: number, level: number): boolean {
  const watched = coveredRatios.slice(0, WATCHED_LIVES);
  if (watched.length === 0) return false;
  const covered = Math.ceil(watched.reduce((sum, share) => sum + share, 0) - 1e-9);
  return binomialAtMost(covered, watched.length, Math.min(beforeRatio, level) - ROLLBACK_MARGIN_RATIO) < ROLLBACK_PROBABILITY;
}
