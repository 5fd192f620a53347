import { setTimeout as sleep } from "node:timers/promises";
import type { Acquisition } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { BackOff } from "./back-off.js";
import { Delivery } from "./delivery.js";
import type { DeliveryCounts, DeliveryOptions } from "./delivery-options.js";

const DEFAULT_PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const DEFAULT_LONGEST_PAUSE_MS = 2_000;

/**
 * Sends all acquisitions of a source to ingest and waits until each one has been answered. A broken connection is made again and what
 * was not answered is sent again, in order; ingest recognises what it had taken. What is refused for good is reported and passed over.
 * @throws ServiceError when ingest stays away for longer than the patience, acknowledges at a lower level than wanted, or the delivery is aborted
 */
export async function deliver(
  source: AsyncIterable<Acquisition> | Iterable<Acquisition>,
  options: DeliveryOptions,
): Promise<DeliveryCounts> {
  const delivery = new Delivery(source, options);
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS;
  const backOff = new BackOff({ firstMs: FIRST_PAUSE_MS, longestMs: options.longestPauseMs ?? DEFAULT_LONGEST_PAUSE_MS });
  let lastProgressMs = Date.now();
  for (;;) {
    const answeredBefore = delivery.answered;
    try {
      await delivery.runSession();
      return delivery.counts;
    } catch (error) {
      const failure = ServiceError.from(error);
      if (delivery.answered > answeredBefore) {
        lastProgressMs = Date.now();
        backOff.reset();
      }
      if (!failure.retryable || options.signal?.aborted || Date.now() - lastProgressMs > patienceMs) throw failure;
      options.onRetry?.(failure);
      await sleep(backOff.next(), undefined, options.signal && { signal: options.signal });
    }
  }
}
