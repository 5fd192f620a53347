import { TokenBucket } from "./token-bucket.js";

/** Senders that are remembered at once; above that, those who have sent nothing for a second are forgotten. */
const MOST_SENDERS = 1_000;

export interface SenderRate {
  readonly bytesPerS: number;
  readonly acquisitionsPerS: number;
}

/** How fast each sender may send, over all its streams. */
export class SenderRates {
  private readonly senders = new Map<string, { readonly bytes: TokenBucket; readonly acquisitions: TokenBucket }>();

  /** @param nowMs monotonic */
  constructor(
    private readonly rate: SenderRate,
    private readonly nowMs: () => number,
  ) {}

  /** Counts one acquisition. @returns how long it has to wait, ms */
  take(sender: string, bytes: number): number {
    const buckets = this.of(sender);
    return Math.max(buckets.bytes.take(bytes), buckets.acquisitions.take(1));
  }

  private of(sender: string) {
    const known = this.senders.get(sender);
    if (known) return known;
    if (this.senders.size >= MOST_SENDERS) this.forgetIdle();
    const { bytesPerS, acquisitionsPerS } = this.rate;
    const buckets = { bytes: new TokenBucket(bytesPerS, this.nowMs), acquisitions: new TokenBucket(acquisitionsPerS, this.nowMs) };
    this.senders.set(sender, buckets);
    return buckets;
  }

  private forgetIdle(): void {
    for (const [sender, { bytes, acquisitions }] of this.senders) if (bytes.isFull() && acquisitions.isFull()) this.senders.delete(sender);
  }
}
