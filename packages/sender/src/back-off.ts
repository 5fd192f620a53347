import { backOffMs } from "@phm/service-kit";

export interface BackOffOptions {
  /** First and longest pause, ms. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A number from 0 to below 1, drawn anew at each call. Default `Math.random`. */
  readonly random?: () => number;
}

/** Pauses between attempts in a row, as `backOffMs` has them; progress ends the row. */
export class BackOff {
  private failures = 0;

  constructor(private readonly options: BackOffOptions) {}

  /** The pause after one more attempt that failed, ms. */
  next(): number {
    const { firstMs, longestMs, random } = this.options;
    this.failures += 1;
    return backOffMs(this.failures, firstMs, longestMs, random);
  }

  /** Call after progress: the next failure is a new one. */
  reset(): void {
    this.failures = 0;
  }
}
