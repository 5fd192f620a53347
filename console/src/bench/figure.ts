const DIGITS = 4;

/** A number as an analyst reads it: four digits that count. */
export function figure(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(DIGITS))) : value.toExponential(DIGITS - 1);
}
