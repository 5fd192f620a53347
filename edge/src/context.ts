import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AcquisitionService, ReadingService } from "@phm/contracts";
import { Spool } from "@phm/sender";
import { createClient, createLogger, type Logger, Metrics, openStore, Resources, type ServiceClient } from "@phm/service-kit";
import { type EdgeFile, parseEdgeFile } from "./config/edge-file.js";
import { EdgeFileError } from "./config/edge-file-error.js";
import type { EdgeConfig } from "./config.js";
import { EdgeMetrics } from "./metrics.js";
import { openSource } from "./source/open-source.js";
import type { Source } from "./source/source.js";
import { ReadingSpool } from "./spool/reading-spool.js";

export interface EdgeContext {
  readonly file: EdgeFile;
  readonly logger: Logger;
  readonly registry: Metrics;
  readonly metrics: EdgeMetrics;
  readonly sources: readonly Source[];
  readonly readings: ReadingSpool;
  readonly waveforms: Spool;
  readonly readingClient: ServiceClient<typeof ReadingService>;
  readonly acquisitionClient: ServiceClient<typeof AcquisitionService>;
  readonly resources: Resources;
}

const MIB = 1024 * 1024;
/** Room for a request of a few thousand readings on a slow line. */
const SUBMIT_DEADLINE_MS = 30_000;

export async function createContext(config: EdgeConfig): Promise<EdgeContext> {
  const file = parseEdgeFile(config.file, await readFile(config.file, "utf8"));
  const logger = createLogger({ service: config.serviceName, level: config.logLevel });
  const registry = new Metrics("edge");
  const resources = new Resources();
  try {
    await mkdir(file.spool, { recursive: true });
    const store = await openStore({ database: "phm_edge", folder: file.spool, file: "readings.db" });
    resources.use("store", store, (open) => open.close());
    const spoolOptions = { folder: join(file.spool, "waveforms"), budgetBytes: file.spoolBudgetMib * MIB };
    const waveforms = resources.use("waveform spool", await Spool.open(spoolOptions), (open) => open.close());
    const readings = resources.use("reading spool", await ReadingSpool.open(store), (open) => open.written());
    registry.gauge("spooled_batches", "Batches of readings that wait for ingest", [], (gauge) => gauge.set(readings.waiting));
    registry.gauge("spooled_acquisitions", "Acquisitions that wait for ingest", [], (gauge) => gauge.set(waveforms.waiting));
    const address = config.ingestAddress ?? file.ingest;
    const readingClient = createClient(ReadingService, address, { deadlineMs: SUBMIT_DEADLINE_MS });
    const acquisitionClient = createClient(AcquisitionService, address);
    resources.use("clients", [readingClient, acquisitionClient], (open) => {
      for (const client of open) client.close();
    });
    const sources = await openSources(config, file);
    return {
      file,
      logger,
      registry,
      metrics: new EdgeMetrics(registry),
      sources,
      readings,
      waveforms,
      readingClient,
      acquisitionClient,
      resources,
    };
  } catch (error) {
    await resources.close();
    throw error;
  }
}

async function openSources({ env, file: name }: EdgeConfig, file: EdgeFile): Promise<Source[]> {
  const secretOf = (variable: string | undefined) => {
    if (variable === undefined) return undefined;
    const value = env[variable];
    if (!value) throw new EdgeFileError(name, [{ path: "sources", rule: `usable with the variable ${variable}, which is not set` }]);
    return value;
  };
  const { organisation, site, spool: folder } = file;
  return Promise.all(
    file.sources.map((source) => openSource(source, { place: { organisation, site }, secretOf, folder, nowMs: Date.now })),
  );
}
