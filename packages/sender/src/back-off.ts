export interface BackOffOptions {
  /** First and longest pause, ms. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A number from 0 to below 1, drawn anew at each call. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Pauses between attempts: each limit is twice the one before, and the pause is drawn between a half and the whole of it, so that many senders
 * that lost the same ingest do not come back in the same moment.
 */
export class BackOff {
  private limitMs: number;

  constructor(private readonly options: BackOffOptions) {
    this.limitMs = options.firstMs;
  }

  /** The pause after one more attempt that failed, ms. */
  next(): number {
    const { longestMs, random = Math.random } = this.options;
    const pauseMs = this.limitMs * (0.5 + random() / 2);
    this.limitMs = Math.min(this.limitMs * 2, longestMs);
    return pauseMs;
  }

  /** Call after progress: the next failure is a new one. */
  reset(): void {
    this.limitMs = this.options.firstMs;
  }
}
