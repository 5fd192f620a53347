/**
 * The answer of a function whose input is well formed but does not carry the asked quantity: a band above Nyquist, a record
 * shorter than a period of the lowest frequency. A physical outcome, not misuse: nothing is thrown and no NaN is made up.
 */
export interface InsufficientData {
  /** What is missing, in words and figures. */
  readonly insufficientData: string;
}

export function insufficientData(reason: string): InsufficientData {
  return { insufficientData: reason };
}

export function isInsufficient(result: unknown): result is InsufficientData {
  return typeof result === "object" && result !== null && "insufficientData" in result;
}
