import { setTimeout as delay } from "node:timers/promises";
import { ServiceError } from "@phm/service-kit";
import type { IngestMetrics } from "../metrics.js";
import { ByteBudget } from "./byte-budget.js";
import { type SenderRate, SenderRates } from "./sender-rates.js";

export interface IntakeLimitsOptions extends SenderRate {
  /** Of acquisitions read and not yet answered, over all streams. */
  readonly bytesInHand: number;
  readonly streams: number;
}

/**
 * What one process takes at a time. A sender that is too fast, or one too many bytes in hand, is not refused but not read from:
 * the transport's window fills and the sender waits, with its spool. Only a stream too many is refused, before it has sent anything.
 */
export class IntakeLimits {
  private readonly rates: SenderRates;
  private readonly bytes: ByteBudget;
  private openStreams = 0;

  /** @param nowMs monotonic */
  constructor(
    private readonly options: IntakeLimitsOptions,
    private readonly metrics: IngestMetrics,
    nowMs: () => number,
  ) {
    this.rates = new SenderRates(options, nowMs);
    this.bytes = new ByteBudget(options.bytesInHand);
    metrics.watchIntake(() => ({ streams: this.openStreams, bytes: this.bytes.heldBytes }));
  }

  /** @returns what closes it @throws ServiceError `resource_exhausted`, retryable, where too many are open */
  openStream(): () => void {
    const { streams } = this.options;
    if (this.openStreams >= streams) {
      const facts = {
        reason: "too_many_streams",
        field: "streams",
        value: String(this.openStreams + 1),
        limit: `at most ${streams}`,
        retryable: true,
      };
      throw new ServiceError("resource_exhausted", `this process takes at most ${streams} streams of acquisitions at once`, facts);
    }
    this.openStreams += 1;
    return () => {
      this.openStreams -= 1;
    };
  }

  /**
   * Resolves when an acquisition may be worked on; the given function says that it is answered.
   * @param sender whoever shares a rate @param signal ends the waiting, by throwing its reason
   */
  async enter(sender: string, bytes: number, signal: AbortSignal): Promise<() => void> {
    const waitMs = this.rates.take(sender, bytes);
    if (waitMs > 0) {
      this.metrics.heldBack("sender_rate", waitMs / 1000);
      await delay(waitMs, undefined, { signal });
    }
    return this.bytes.enter(bytes);
  }
}
