import { sendSpool } from "@phm/sender";
import { OpsServer, type Service } from "@phm/service-kit";
import type { EdgeConfig } from "./config.js";
import { createContext, type EdgeContext } from "./context.js";
import { forwardReadings } from "./forward/forward-readings.js";
import type { SourceSink } from "./source/source.js";
import { supervise } from "./source/supervise.js";

/** The connectors of a site: sources into the spools, the spools into ingest. */
export function createEdge(config: EdgeConfig): Service {
  let running: RunningEdge | undefined;
  let stopping: Promise<void> | undefined;
  return {
    start: async () => {
      running ??= await startEdge(config);
    },
    stop: () => {
      stopping ??= running ? running.stop() : Promise.resolve();
      return stopping;
    },
  };
}

interface RunningEdge {
  stop(): Promise<void>;
}

async function startEdge(config: EdgeConfig): Promise<RunningEdge> {
  const context = await createContext(config);
  const { registry, resources, sources, logger, metrics } = context;
  const ops = new OpsServer({ host: config.httpHost, port: config.httpPort, metrics: registry, checks: {} });
  try {
    await ops.start();
  } catch (error) {
    await resources.close();
    throw error;
  }
  // Sources stop first: what they have taken is then on disk, and stays there if ingest does not have it yet.
  const [reading, sending] = [new AbortController(), new AbortController()];
  const sink = sinkOf(context);
  const taking = sources.map((source) => supervise(source, { sink, metrics, logger, signal: reading.signal }));
  const handing = forward(context, sending.signal);
  return {
    stop: async () => {
      reading.abort();
      await Promise.all(taking);
      sending.abort();
      await handing;
      await ops.stop();
      await resources.close();
    },
  };
}

function sinkOf({ readings, waveforms, logger }: EdgeContext): SourceSink {
  return {
    readings: (taken) => readings.append(taken),
    acquisition: (acquisition) => waveforms.append(acquisition),
    refused: ({ field, value, limit, reason }) => logger.warn({ field, value, limit, reason }, "a waveform or a file was not taken"),
  };
}

/** Rejects never: a spool that fails (a full disk) is in the log, and in the ages of the data at ingest. */
async function forward(context: EdgeContext, signal: AbortSignal): Promise<void> {
  const { readings, waveforms, readingClient, acquisitionClient, metrics, logger, file } = context;
  const failed = (what: string) => (error: unknown) => {
    if (!signal.aborted) logger.error({ err: error }, `handing over ${what} has ended`);
  };
  await Promise.all([
    forwardReadings({ spool: readings, ingest: readingClient.call, metrics, logger, signal }).catch(failed("readings")),
    sendSpool(waveforms, {
      client: acquisitionClient,
      patienceMs: Number.POSITIVE_INFINITY,
      ...(file.waveformBytesPerS === undefined ? {} : { maxBytesPerS: file.waveformBytesPerS }),
      onRejected: ({ acquisition: { ref, id }, reason, field, value, limit }) =>
        logger.warn({ asset: ref.asset, id, reason, field, value, limit }, "ingest refused an acquisition"),
      signal,
    }).catch(failed("acquisitions")),
  ]);
}
