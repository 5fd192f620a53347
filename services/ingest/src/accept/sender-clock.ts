import { InvalidValue, NS_PER_S, type TimeNs } from "@phm/domain";

/** Long enough to hold one message that met no queue, short enough to follow a clock that drifts. */
const SPAN_NS = 60n * NS_PER_S;

interface Span {
  readonly startedNs: TimeNs;
  leastNs: bigint;
}

/**
 * Estimates how far the clock of a session's sender is behind ours: the smallest of the recent differences between receiving and sending,
 * as queues and networks only ever add to a difference (the idea of NTP's clock filter, RFC 5905 section 10). "Recent" is the present minute
 * and the one before, by our clock. A sender's clock that jumps ahead shows at once, one that falls back within two minutes.
 */
export class SenderClock {
  private current: Span | undefined;
  private previous: Span | undefined;

  /**
   * Takes in one message and gives the estimate, ns; negative where the sender's clock is ahead.
   * @throws InvalidValue for a time before 1970
   */
  offsetAt(sentNs: TimeNs, receivedNs: TimeNs): bigint {
    if (sentNs < 0n) throw new InvalidValue("sentNs", sentNs, "nanoseconds since 1970, at least 0", "bad_time");
    const differenceNs = receivedNs - sentNs;
    const span = this.spanAt(receivedNs, differenceNs);
    if (differenceNs < span.leastNs) span.leastNs = differenceNs;
    return this.previous && this.previous.leastNs < span.leastNs ? this.previous.leastNs : span.leastNs;
  }

  private spanAt(receivedNs: TimeNs, differenceNs: bigint): Span {
    const { current } = this;
    const elapsedNs = current ? receivedNs - current.startedNs : 0n;
    if (current && elapsedNs >= 0n && elapsedNs < SPAN_NS) return current;
    // After a pause, or when our own clock went back, what was seen before says nothing.
    this.previous = elapsedNs >= 0n && elapsedNs < 2n * SPAN_NS ? current : undefined;
    this.current = { startedNs: receivedNs, leastNs: differenceNs };
    return this.current;
  }
}
