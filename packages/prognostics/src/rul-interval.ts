import { type FailureLevel, remainingLevelLn } from "./failure-level.js";
import type { LogTrend } from "./log-trend.js";

/** Quantiles of remaining life, seconds, each above 0 and in order. */
export interface RulInterval {
  readonly p10S: number;
  readonly p50S: number;
  readonly p90S: number;
}

/** Standard normal quantile of 0.9. */
const Z_90 = 1.2816;
/**
 * Standard deviation of ln(remaining life) because wear does not keep to the present rate. Stated, not fitted: the interval is
 * uncalibrated.
 */
const MODEL_ERROR_LN = 0.7;
/** Longest life that a trend may promise, seconds (ten years). */
const MAX_RUL_S = 3.2e8;

/** Rounded to 0.1 s, never below it, so that the figures read well and stay in order. */
const tenths = (seconds: number): number => Math.max(1, Math.round(Math.min(seconds, MAX_RUL_S) * 10)) / 10;

/**
 * Time until the trend reaches the level at which this machine fails. Three errors add up in ln(time): where that level is, given that
 * it has not been reached yet; the slope's; and the model's. Null when the slope cannot be told from zero (below its own error).
 */
export function rulInterval(trend: LogTrend, level: FailureLevel): RulInterval | null {
  if (!(trend.slopePerS > trend.slopeErrorPerS)) return null;
  const [d10, d50, d90] = [0.1, 0.5, 0.9].map((p) => remainingLevelLn(level, trend.value, p)) as [number, number, number];
  const medianS = d50 / trend.slopePerS;
  const rateError = Z_90 * Math.hypot(trend.slopeErrorPerS / trend.slopePerS, MODEL_ERROR_LN);
  return {
    p10S: tenths(medianS / Math.exp(Math.hypot(Math.log(d50 / d10), rateError))),
    p50S: tenths(medianS),
    p90S: tenths(medianS * Math.exp(Math.hypot(Math.log(d90 / d50), rateError))),
  };
}
