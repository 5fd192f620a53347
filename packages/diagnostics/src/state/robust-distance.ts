import { median } from "../numbers/order-statistics.js";
import type { StateVector } from "./state-vector.js";

/** Makes the median absolute deviation of a normal variable its standard deviation: 1 / Φ⁻¹(3/4). */
const MAD_TO_SD = 1.4826;
/** No scatter is taken as smaller than 10 %: a factor of less says nothing, however steady the machine has been. */
const SMALLEST_SD = 0.1;
/** One sample's deviation counts for the correlations up to so many standard deviations. */
const WINSORISED_SD = 3;

/** Median and scatter of one figure, robust against a quarter of outliers. */
export interface Centre {
  readonly median: number;
  /** 1.4826 × the median absolute deviation, at least 0.1 (in logarithms). */
  readonly sd: number;
}

/** @param values logarithms, at least one */
export function centreOf(values: readonly number[]): Centre {
  const middle = median(values);
  return { median: middle, sd: Math.max(SMALLEST_SD, MAD_TO_SD * median(values.map((value) => Math.abs(value - middle)))) };
}

/**
 * Mahalanobis distance of a vector from a sample of sound ones, on robustly scaled figures (median, MAD). The correlations are of
 * the winsorised deviations and are shrunk towards independence by p / (p + n), so that a small sample does not invent directions
 * in which nothing has ever varied (O. Ledoit, M. Wolf, J. Multivariate Analysis 88, 2004, for the idea). Figures that are absent in the
 * vector or in a sample are left out.
 * @returns standard deviations; null where no figure is left. For independent normal figures its square is about χ² with p degrees.
 */
export function robustDistance(vector: StateVector, samples: readonly StateVector[]): number | null {
  const used = vector.flatMap((value, i) => (value !== null && samples.every((sample) => sample[i] !== null) ? [i] : []));
  if (used.length === 0 || samples.length === 0) return null;
  const centres = used.map((i) => centreOf(samples.map((sample) => sample[i] as number)));
  const scaled = (from: StateVector) =>
    used.map((i, at) => ((from[i] as number) - (centres[at] as Centre).median) / (centres[at] as Centre).sd);
  const deviations = samples.map((sample) => scaled(sample).map((z) => Math.max(-WINSORISED_SD, Math.min(WINSORISED_SD, z))));
  const correlation = shrunkCorrelation(deviations, used.length);
  const z = scaled(vector);
  const solved = solve(correlation, z);
  return Math.sqrt(
    Math.max(
      0,
      z.reduce((sum, value, i) => sum + value * (solved[i] as number), 0),
    ),
  );
}

/** Correlations of the samples' deviations, off-diagonal ones times n / (n + p). */
function shrunkCorrelation(deviations: readonly (readonly number[])[], size: number): number[][] {
  const moment = (i: number, j: number) => deviations.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0);
  const kept = deviations.length / (deviations.length + size);
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_unused, j) => {
      if (i === j) return 1;
      const scale = Math.sqrt(moment(i, i) * moment(j, j));
      return scale > 0 ? (kept * moment(i, j)) / scale : 0;
    }),
  );
}

/** Solves a symmetric positive definite system by Cholesky's decomposition. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const lower = matrix.map((row) => [...row]);
  for (let i = 0; i < n; i++) {
    const row = lower[i] as number[];
    for (let j = 0; j <= i; j++) {
      const other = lower[j] as number[];
      let sum = row[j] as number;
      for (let k = 0; k < j; k++) sum -= (row[k] as number) * (other[k] as number);
      row[j] = i === j ? Math.sqrt(sum) : sum / (other[j] as number);
    }
  }
  const x = [...right];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - (lower[i]?.[k] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (lower[i]?.[i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = (x[i] as number) - (lower[k]?.[i] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (lower[i]?.[i] as number);
  }
  return x;
}
