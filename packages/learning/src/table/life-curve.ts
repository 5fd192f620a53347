const { min } = Math;

/**
 * P(remaining life <= t) as a curve through its values at the horizons: linear between them, 0 at time 0, 1 at `TAIL` times the last.
 */
const TAIL = 1.25;

const lastOf = (horizons: readonly number[]): number => (horizons.at(-1) as number) * TAIL;

/** The time that the life does not outlast with this probability (0 to 1), in the unit of the horizons. */
export function quantileTime(horizons: readonly number[], cdf: ArrayLike<number>, probability: number): number {
  let [time, height] = [0, 0];
  for (let h = 0; h <= horizons.length; h++) {
    const [nextTime, nextHeight] = h < horizons.length ? [horizons[h] as number, cdf[h] as number] : [lastOf(horizons), 1];
    if (nextHeight >= probability) {
      return nextHeight > height ? time + ((probability - height) / (nextHeight - height)) * (nextTime - time) : nextTime;
    }
    [time, height] = [nextTime, nextHeight];
  }
  return lastOf(horizons);
}

/** P(remaining life <= time). */
export function probabilityAt(horizons: readonly number[], cdf: ArrayLike<number>, time: number): number {
  let [before, height] = [0, 0];
  for (let h = 0; h <= horizons.length; h++) {
    const [next, nextHeight] = h < horizons.length ? [horizons[h] as number, cdf[h] as number] : [lastOf(horizons), 1];
    if (time <= next) return height + ((time - before) / (next - before)) * (nextHeight - height);
    [before, height] = [next, nextHeight];
  }
  return 1;
}

/** Mean of the remaining life limited to `limit` (restricted mean survival time): the area under the survival curve up to it. */
export function restrictedMean(horizons: readonly number[], cdf: ArrayLike<number>, limit: number): number {
  let [time, height, area] = [0, 0, 0];
  for (let h = 0; h < horizons.length && time < limit; h++) {
    const next = min(limit, horizons[h] as number);
    const nextHeight = probabilityAt(horizons, cdf, next);
    area += (next - time) * (1 - (height + nextHeight) / 2);
    [time, height] = [next, nextHeight];
  }
  return area;
}
