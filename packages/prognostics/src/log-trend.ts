import type { TimeNs } from "@phm/domain";
import { secondsBetween, storedTime } from "@phm/domain";

/**
 * Recursive least squares of a straight line through ln(level ratio) over time, with exponential forgetting. Kept as the weighted sums
 * that the normal equations need, with times counted back from the latest observation, so that no elapsed time enters the model.
 * Plain JSON.
 */
export interface LogTrendState {
  readonly lastNs: string;
  /** Observations seen, counted to `COUNTED_OBSERVATIONS`. */
  readonly count: number;
  readonly w: number;
  readonly wt: number;
  readonly wtt: number;
  readonly wx: number;
  readonly wtx: number;
  readonly wxx: number;
}

/** A straight line at the latest observation. */
export interface LogTrend {
  /** ln(level ratio) now. */
  readonly value: number;
  /** Growth of ln(level ratio), per second. */
  readonly slopePerS: number;
  readonly slopeErrorPerS: number;
}

/** The memory is this long, and at least so many observations. */
const MEMORY_S = 300;
const MEMORY_OBSERVATIONS = 30;
const COUNTED_OBSERVATIONS = 1000;
/** Fewer observations give no slope. */
export const MIN_OBSERVATIONS = 4;
/** Smoothed levels share samples: so many of them count as one for the error of the slope. */
const SHARED_OBSERVATIONS = 3;
/** Smallest scatter of ln(level ratio) believed: a perfect fit of a few points is luck. */
const MIN_SCATTER = 0.02;

/** Adds an observation of the ratio (above 0). The first one starts the trend. */
export function observeRatio(state: LogTrendState | null, ratio: number, timeNs: TimeNs): LogTrendState {
  const x = Math.log(ratio);
  if (state === null) return { lastNs: storedTime(timeNs), count: 1, w: 1, wt: 0, wtt: 0, wx: x, wtx: 0, wxx: x * x };
  const dt = secondsBetween(BigInt(state.lastNs), timeNs);
  const keep = Math.exp(-dt / Math.max(MEMORY_S, MEMORY_OBSERVATIONS * dt));
  // Older observations move dt further back: t' = t - dt.
  const { w, wt, wtt, wx, wtx, wxx } = state;
  return {
    lastNs: storedTime(timeNs),
    count: Math.min(state.count + 1, COUNTED_OBSERVATIONS),
    w: keep * w + 1,
    wt: keep * (wt - dt * w),
    wtt: keep * (wtt - 2 * dt * wt + dt * dt * w),
    wx: keep * wx + x,
    wtx: keep * (wtx - dt * wx),
    wxx: keep * wxx + x * x,
  };
}

/** The line now, or null with too few observations or no spread in time. */
export function trendOf(state: LogTrendState): LogTrend | null {
  if (state.count < MIN_OBSERVATIONS) return null;
  const { w, wt, wtt, wx, wtx, wxx } = state;
  const sxx = wtt - (wt * wt) / w;
  const sxy = wtx - (wt * wx) / w;
  const syy = Math.max(0, wxx - (wx * wx) / w);
  if (!(sxx > 1e-9 * Math.abs(wtt)) || !Number.isFinite(sxx)) return null;
  const slopePerS = sxy / sxx;
  const freedom = Math.max(1, Math.min(state.count, w) - 2);
  const scatter = Math.max(MIN_SCATTER ** 2, (syy - slopePerS * sxy) / freedom);
  return {
    value: wx / w - (slopePerS * wt) / w,
    slopePerS,
    slopeErrorPerS: Math.sqrt((scatter * SHARED_OBSERVATIONS) / sxx),
  };
}
