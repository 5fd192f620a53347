import { InvalidValue } from "@phm/domain";

/** 95 % point of the standard normal distribution: a 90 % interval has 5 % on each side. */
const Z = 1.6448536269514722;

/**
 * 90 % interval of a share after Wilson (1927): inside 0 to 1, and honest for few cases, even where all or none of them hold.
 * A mean of shares from 0 to 1, such as the coverage of whole lives, spreads at most as yes-or-no cases of the same mean do: for it the
 * interval is on the wide side.
 * @param ratio 0 to 1
 * @param count cases behind it, at least 1
 */
export function wilsonInterval(ratio: number, count: number): { readonly low: number; readonly high: number } {
  if (!(ratio >= 0 && ratio <= 1)) throw new InvalidValue("ratio", ratio, "0 to 1");
  if (!(count >= 1)) throw new InvalidValue("count", count, "at least 1");
  const shrink = 1 + Z ** 2 / count;
  const centre = (ratio + Z ** 2 / (2 * count)) / shrink;
  const half = (Z * Math.sqrt((ratio * (1 - ratio)) / count + Z ** 2 / (4 * count ** 2))) / shrink;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
