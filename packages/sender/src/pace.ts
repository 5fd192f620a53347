/** Holds a stream of bytes down to a rate on average, without ever making up for time in which nothing was sent. */
export class Pace {
  private freeAtMs = 0;

  /** @param bytesPerS above 0 */
  constructor(private readonly bytesPerS: number) {}

  /** How long these bytes have to wait before they go, ms, when they are ready now. */
  delayMs(bytes: number, nowMs: number): number {
    const startMs = Math.max(this.freeAtMs, nowMs);
    this.freeAtMs = startMs + (bytes / this.bytesPerS) * 1000;
    return startMs - nowMs;
  }
}
