import { setTimeout as sleep } from "node:timers/promises";
import { BackOff } from "@phm/sender";
import type { Logger } from "@phm/service-kit";
import type { EdgeMetrics } from "../metrics.js";
import type { Source, SourceSink } from "./source.js";

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;

export interface SuperviseParts {
  readonly sink: SourceSink;
  readonly metrics: EdgeMetrics;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Default: half a minute. */
  readonly longestPauseMs?: number;
}

/** Runs a source's sessions one after the other until aborted, with growing pauses after those that got no answer. Never rejects. */
export async function supervise(source: Source, { sink, metrics, logger, signal, longestPauseMs }: SuperviseParts): Promise<void> {
  const backOff = new BackOff({ firstMs: FIRST_PAUSE_MS, longestMs: longestPauseMs ?? LONGEST_PAUSE_MS });
  const { name } = source;
  metrics.down(name);
  while (!signal.aborted) {
    const connected = () => {
      backOff.reset();
      metrics.up(name);
      logger.info({ source: name }, "connected");
    };
    try {
      await source.run({ sink: metered(sink, name, metrics), signal, connected });
    } catch (error) {
      if (!signal.aborted) logger.warn({ source: name, err: error }, "the connection ended and is made again");
    }
    metrics.down(name);
    if (!signal.aborted) await sleep(backOff.next(), undefined, { signal }).catch(() => undefined);
  }
}

function metered(sink: SourceSink, source: string, metrics: EdgeMetrics): SourceSink {
  return {
    readings: async (readings) => {
      await sink.readings(readings);
      metrics.read(source, readings);
    },
    acquisition: async (acquisition) => {
      await sink.acquisition(acquisition);
      metrics.measured(source);
    },
    refused: (error) => {
      sink.refused(error);
      metrics.refused(source);
    },
  };
}
