/**
 * A rate that may be exceeded for a moment. What is taken beyond what has come in is a debt, and whoever takes it waits until it is paid:
 * so a single large amount passes as soon as its own share of time has gone by, and none waits for ever.
 */
export class TokenBucket {
  private tokens: number;
  private atMs: number;

  /** @param perS what comes in each second, above 0 @param nowMs monotonic */
  constructor(
    private readonly perS: number,
    private readonly nowMs: () => number,
  ) {
    // A second's worth may come at once.
    this.tokens = perS;
    this.atMs = nowMs();
  }

  /** Takes an amount. @returns how long to wait before it may be used, ms; 0 within the rate */
  take(amount: number): number {
    this.fill();
    this.tokens -= amount;
    return this.tokens >= 0 ? 0 : (-this.tokens / this.perS) * 1000;
  }

  /** Whether all of a second's worth is there again: nothing would be forgotten with the bucket. */
  isFull(): boolean {
    this.fill();
    return this.tokens >= this.perS;
  }

  private fill(): void {
    const nowMs = this.nowMs();
    this.tokens = Math.min(this.perS, this.tokens + ((nowMs - this.atMs) / 1000) * this.perS);
    this.atMs = nowMs;
  }
}
