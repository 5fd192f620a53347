import { setTimeout as sleep } from "node:timers/promises";
import { type ReadingService, readingToWire } from "@phm/contracts";
import { BackOff } from "@phm/sender";
import { type ClientCalls, type Logger, ServiceError } from "@phm/service-kit";
import type { EdgeMetrics } from "../metrics.js";
import type { ReadingBatch, ReadingSpool } from "../spool/reading-spool.js";

export interface ForwardParts {
  readonly spool: ReadingSpool;
  readonly ingest: Pick<ClientCalls<typeof ReadingService>, "submitReadings">;
  readonly metrics: EdgeMetrics;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** At most a thousand readings each, so that one request keeps within ingest's limit. */
const BATCHES_PER_REQUEST = 4;
const IDLE_MS = 100;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Hands the spooled readings to ingest, oldest first, until aborted. What was handed over and not noted is handed over again: ingest knows it by
 * its time. Readings of a machine that is not registered yet go to the end of the spool, those that ingest will never take are logged and counted.
 * Never rejects for what ingest or the way to it does; @throws when the spool itself fails
 */
export async function forwardReadings(parts: ForwardParts): Promise<void> {
  const { spool, signal, logger } = parts;
  const backOff = new BackOff({ firstMs: FIRST_PAUSE_MS, longestMs: LONGEST_PAUSE_MS });
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted) {
    const batches = await spool.oldest(BATCHES_PER_REQUEST);
    if (batches.length === 0) {
      await pause(IDLE_MS);
      continue;
    }
    try {
      if (await handOver(parts, batches)) backOff.reset();
      else await pause(backOff.next());
    } catch (error) {
      const failure = ServiceError.from(error);
      if (signal.aborted) return;
      logger.warn({ err: failure }, "readings could not be handed over and are tried again");
      await pause(backOff.next());
    }
  }
}

/** True where ingest took or refused any for good. */
async function handOver({ spool, ingest, metrics, logger, signal }: ForwardParts, batches: readonly ReadingBatch[]): Promise<boolean> {
  const readings = batches.flatMap((batch) => batch.readings);
  const { stored, duplicates, rejected } = await ingest.submitReadings({ readings: readings.map(readingToWire) }, { signal });
  const refused = rejected.filter(({ retryable }) => !retryable);
  const later = rejected.filter(({ retryable }) => retryable).flatMap(({ index }) => readings[index] ?? []);
  if (later.length > 0) await spool.append(later);
  await spool.settle(batches);
  for (const { index, reason, field, value, limit } of refused) {
    const { ref, point } = readings[index] ?? {};
    logger.warn({ asset: ref?.asset, point, reason, field, value, limit }, "ingest refused a reading");
  }
  metrics.answered({ stored, duplicate: duplicates, rejected: refused.length });
  return later.length < readings.length;
}
