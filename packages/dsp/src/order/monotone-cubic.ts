/**
 * Slopes of the piecewise cubic through strictly ascending points that never overshoots them (Fritsch and Butland 1984; the rule of
 * `scipy.interpolate.PchipInterpolator`): a shaft that is interpolated so never turns back, however uneven its pulses are.
 */
export function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const last = x.length - 1;
  const step = (k: number) => (x[k + 1] as number) - (x[k] as number);
  const secant = (k: number) => ((y[k + 1] as number) - (y[k] as number)) / step(k);
  const slopes = new Float64Array(x.length);
  if (last === 1) return slopes.fill(secant(0));
  for (let k = 1; k < last; k++) {
    const [before, after] = [step(k) + 2 * step(k - 1), 2 * step(k) + step(k - 1)];
    // Weighted harmonic mean of the secants at either side.
    slopes[k] = (before + after) / (after / secant(k - 1) + before / secant(k));
  }
  slopes[0] = endSlope(step(0), step(1), secant(0), secant(1));
  slopes[last] = endSlope(step(last - 1), step(last - 2), secant(last - 1), secant(last - 2));
  return slopes;
}

/** Of the parabola through the three outermost points, kept from turning round. */
function endSlope(near: number, far: number, nearSecant: number, farSecant: number): number {
  return Math.max(0, ((2 * near + far) * nearSecant - near * farSecant) / (near + far));
}

/**
 * Values of that cubic at equal steps: result[i] is the value at start + i·step.
 * @param x strictly ascending; covers all places that are asked for, but for rounding
 */
export function writeMonotoneCubic(x: Float64Array, y: Float64Array, start: number, step: number, result: Float64Array): void {
  const slopes = monotoneSlopes(x, y);
  let k = 0;
  for (let i = 0; i < result.length; i++) {
    const place = start + i * step;
    while (k < x.length - 2 && place >= (x[k + 1] as number)) k++;
    const [x0, x1] = [x[k] as number, x[k + 1] as number];
    const [y0, y1] = [y[k] as number, y[k + 1] as number];
    const [m0, m1] = [slopes[k] as number, slopes[k + 1] as number];
    const width = x1 - x0;
    const t = (place - x0) / width;
    const u = 1 - t;
    result[i] = u * u * ((1 + 2 * t) * y0 + t * width * m0) + t * t * ((3 - 2 * t) * y1 - u * width * m1);
  }
}
