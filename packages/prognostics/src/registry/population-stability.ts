import { InvalidValue } from "@phm/domain";
import { binOf, type InputProfile } from "../models/input-profile.js";

/** Below so many values the index is mostly noise: without any drift its mean is about bins / values. */
export const MIN_DRIFT_VALUES = 200;

/** An input has drifted from here on (N. Siddiqi, Credit Risk Scorecards, 2006: 0.1 to 0.25 is a shift to look at, above it a large one). */
export const DRIFT_LIMIT = 0.25;

/** A bin that was never seen in training must not make the index infinite. */
const LEAST_SHARE = 0.005;

/**
 * Population stability index of values against the profile of training: sum over the bins of (seen - trained) · ln(seen / trained). 0 when
 * the shares agree, always at least 0. Half a value is added to each bin, so that an empty one stays finite.
 * @throws InvalidValue without a value
 */
export function populationStability({ edges, shares }: InputProfile, values: readonly number[]): number {
  if (values.length === 0) throw new InvalidValue("values", 0, "at least one");
  const counts = new Array<number>(shares.length).fill(0.5);
  for (const value of values) counts[binOf(edges, value)] = (counts[binOf(edges, value)] as number) + 1;
  const total = values.length + shares.length / 2;
  return shares.reduce((sum, share, bin) => {
    const [trained, seen] = [Math.max(share, LEAST_SHARE), (counts[bin] as number) / total];
    return sum + (seen - trained) * Math.log(seen / trained);
  }, 0);
}
