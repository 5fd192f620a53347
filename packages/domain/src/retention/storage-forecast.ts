import { secondsBetween, type TimeNs } from "../time.js";

/** How much was stored at a time. */
export interface StorageSample {
  readonly timeNs: TimeNs;
  readonly bytes: number;
}

export type ForecastGap = "no_budget" | "too_few_samples" | "not_growing";

/** When a budget is used up, or why nobody can say. */
export type StorageForecast =
  | { readonly fullInDays: number; readonly bytesPerDay: number }
  | { readonly fullInDays: null; readonly bytesPerDay: number | null; readonly reason: ForecastGap };

const S_PER_DAY = 86_400;
const MIN_SAMPLES = 4;
const MIN_SPAN_S = S_PER_DAY;
/** Pairs grow with the square: 200 samples give 20,000 of them. */
const MAX_SAMPLES = 200;

/**
 * Days until the budget is used up, from how storage has grown: the median of the slopes of all pairs of samples (Theil 1950, Sen 1968), so
 * that a bulk import or a large sweep does not bend the line. 0 where it is used up already.
 * @param samples in any order; the latest 200 count
 */
export function forecastStorage(samples: readonly StorageSample[], budgetBytes: number | undefined): StorageForecast {
  const used = [...samples].sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0)).slice(-MAX_SAMPLES);
  const [first, last] = [used[0], used.at(-1)];
  const enough = first && last && used.length >= MIN_SAMPLES && secondsBetween(first.timeNs, last.timeNs) >= MIN_SPAN_S;
  const bytesPerDay = enough ? medianSlope(used) : null;
  if (budgetBytes === undefined) return { fullInDays: null, bytesPerDay, reason: "no_budget" };
  if (last && last.bytes >= budgetBytes) return { fullInDays: 0, bytesPerDay: bytesPerDay ?? 0 };
  if (!last || bytesPerDay === null) return { fullInDays: null, bytesPerDay, reason: "too_few_samples" };
  if (bytesPerDay <= 0) return { fullInDays: null, bytesPerDay, reason: "not_growing" };
  return { fullInDays: (budgetBytes - last.bytes) / bytesPerDay, bytesPerDay };
}

function medianSlope(samples: readonly StorageSample[]): number {
  const slopes = samples.flatMap((from, at) =>
    samples.slice(at + 1).flatMap((to) => {
      const days = secondsBetween(from.timeNs, to.timeNs) / S_PER_DAY;
      return days > 0 ? [(to.bytes - from.bytes) / days] : [];
    }),
  );
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  return ((slopes[Math.ceil(middle) - 1] ?? 0) + (slopes[Math.floor(middle)] ?? 0)) / 2;
}
