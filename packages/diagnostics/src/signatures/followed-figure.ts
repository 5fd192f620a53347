import { rounded } from "../numbers/rounded.js";

/** Acquisitions that the running mean looks back on, once there are so many. */
const MEMORY = 6;
/** Acquisitions that a baseline is learnt from; then it stands until the machine is repaired. */
export const BASELINE_ACQUISITIONS = 12;
/** While learning, one acquisition moves the baseline by at most so many of its standard deviations, from the sixth on. */
const WINSORISED_SD = 3;
const WINSORISED_FROM = 5;
const DECIMALS = 4;

/** A running mean, with the acquisitions behind it, and the baseline: acquisitions, mean and sum of squared deviations. Plain JSON. */
export type FollowedFigure = readonly [mean: number, count: number, baseCount: number, baseMean: number, baseSquares: number];

/** Brings one value in. @param learn whether the figure is followed against a baseline */
export function follow(before: FollowedFigure | undefined, value: number, learn: boolean): FollowedFigure {
  const [mean, count, baseCount, baseMean, baseSquares] = before ?? [value, 0, 0, 0, 0];
  const now = Math.min(count + 1, MEMORY);
  const next = [rounded(mean + (value - mean) / now, DECIMALS), now] as const;
  if (!learn || baseCount >= BASELINE_ACQUISITIONS) return [...next, baseCount, baseMean, baseSquares];
  const reach = WINSORISED_SD * Math.sqrt(baseSquares / Math.max(1, baseCount - 1));
  const deviation = value - baseMean;
  const taken = baseCount < WINSORISED_FROM ? deviation : Math.max(-reach, Math.min(reach, deviation));
  const moved = baseMean + taken / (baseCount + 1);
  const squares = baseCount === 0 ? 0 : baseSquares + taken * (baseMean + taken - moved);
  return [...next, baseCount + 1, rounded(moved, DECIMALS), rounded(squares, DECIMALS)];
}

/** Mean less baseline and the baseline's scatter; null before it is learnt. */
export function changeOf([mean, , baseCount, baseMean, baseSquares]: FollowedFigure): {
  readonly change: number;
  readonly sd: number;
} | null {
  if (baseCount < BASELINE_ACQUISITIONS) return null;
  return { change: mean - baseMean, sd: Math.sqrt(baseSquares / (baseCount - 1)) };
}
