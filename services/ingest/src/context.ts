import { NS_PER_MS, type TimeNs } from "@phm/domain";
import {
  AssetDirectory,
  type BaseContext,
  type BlobShelf,
  connectNats,
  type NatsLink,
  openBaseContext,
  openServiceBlobs,
} from "@phm/service-kit";
import { AcquisitionAcceptor } from "./accept/accept-acquisition.js";
import { AcquisitionRegister, REGISTER_COLLECTION, type RegisteredAcquisition } from "./accept/acquisition-register.js";
import { ArchiveCatalogue } from "./archive/archive-catalogue.js";
import { ARCHIVE_COLLECTION, type ArchivedAcquisition } from "./archive/archive-index.js";
import { WaveformArchive } from "./archive/waveform-archive.js";
import { waveformShelf } from "./archive/waveform-shelf.js";
import type { IngestConfig } from "./config.js";
import { observeCoverage } from "./coverage/coverage-metrics.js";
import { DeadLetters } from "./dead-letters.js";
import { checkDurability } from "./durability/check-durability.js";
import { DURABILITY_NOTICE } from "./durability/durability-notice.js";
import { openSecondKeeper } from "./durability/second-keeper.js";
import { IntakeGate } from "./intake/intake-gate.js";
import { IntakeLimits } from "./intake/intake-limits.js";
import { IngestMetrics } from "./metrics.js";
import { MIGRATIONS } from "./migrations/migrations.js";
import { openReadings, type ReadingParts } from "./readings/open-readings.js";
import { openRetention, type RetentionParts } from "./retention/open-retention.js";

export interface IngestContext extends BaseContext {
  readonly retention: RetentionParts;
  readonly acceptor: AcquisitionAcceptor;
  readonly deadLetters: DeadLetters;
  readonly archive: WaveformArchive;
  readonly waveforms: BlobShelf;
  readonly gate: IntakeGate;
  readonly limits: IntakeLimits;
  readonly catalogue: ArchiveCatalogue;
  /** The archive's own connection: waveforms that come back from the broker stand in no queue with those that go there. */
  readonly archiveLink: NatsLink;
  readonly readings: ReadingParts;
  readonly ingestMetrics: IngestMetrics;
  readonly nowNs: () => TimeNs;
}

export async function createContext(config: IngestConfig): Promise<IngestContext> {
  const base = await openBaseContext(config, MIGRATIONS);
  const { link, publisher, store, logger, metrics, resources } = base;
  try {
    await checkDurability(link, config);
    logger.info({ durability: config.durability }, DURABILITY_NOTICE[config.durability]);
    const archiveConnection = { url: config.natsUrl, name: `${config.serviceName}-archive`, logger };
    const archiveLink = resources.use("archive connection", await connectNats(archiveConnection), (open) => open.close());
    const blobs = resources.use("waveforms", await openServiceBlobs(config, "waveforms"), (open) => open.close());
    const directory = resources.use("directory", await AssetDirectory.open(link, config.serviceName), (open) => open.close());
    const register = new AcquisitionRegister(await store.collection<RegisteredAcquisition>(REGISTER_COLLECTION));
    const index = await store.collection<ArchivedAcquisition>(ARCHIVE_COLLECTION);
    const archive = new WaveformArchive(blobs, index);
    const ingestMetrics = new IngestMetrics(metrics);
    const nowNs = () => BigInt(Date.now()) * NS_PER_MS;
    const retention = await openRetention(config, base, { index, blobs, archive, directory, nowNs });
    const catalogue = new ArchiveCatalogue(index);
    const readings = await openReadings(store, directory, catalogue);
    observeCoverage(metrics, readings, config.coverageWithinMs / 1_000, nowNs);
    const isSecond = config.durability === "database";
    const keepers = isSecond ? { second: await openSecondKeeper(base, { register, archive, metrics: ingestMetrics }) } : {};
    return {
      ...base,
      acceptor: new AcquisitionAcceptor({ directory, register, publisher, archive, ...keepers }),
      deadLetters: new DeadLetters(publisher, logger),
      archive,
      gate: resources.use("intake gate", new IntakeGate(), (gate) => void gate.release()),
      limits: new IntakeLimits(config, ingestMetrics, () => performance.now()),
      waveforms: waveformShelf({ blobs, index, archive, link }),
      catalogue,
      readings,
      archiveLink,
      ingestMetrics,
      retention,
      nowNs,
    };
  } catch (error) {
    await resources.close();
    throw error;
  }
}
