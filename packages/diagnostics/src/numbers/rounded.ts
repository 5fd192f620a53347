/** The value to so many decimal places, for figures that are shown, sent and compared as text. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
