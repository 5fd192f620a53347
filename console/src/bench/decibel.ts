/** Below that nothing is told apart. */
const LEAST = 1e-12;

/**
 * A column in decibels over one unit of it.
 * @param isPower whether values are powers, such as of a spectral density
 */
export function inDecibels(values: readonly number[], isPower: boolean): number[] {
  const factor = isPower ? 10 : 20;
  return values.map((value) => factor * Math.log10(Math.max(value, LEAST)));
}
