import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ArchiveService,
  acquisitionToWire,
  assetRefFromWire,
  FeatureService,
  LINK_STREAMS,
  messageId,
  subjectOf,
  TwinService,
} from "@phm/contracts";
import type { Acquisition } from "@phm/domain";
import {
  AssetDirectory,
  type ClientCalls,
  connectNats,
  createClient,
  createLogger,
  defineService,
  ensureTopology,
  GrpcServer,
  linkTopology,
  Metrics,
  type NatsLink,
  type Service,
  ServiceError,
} from "@phm/service-kit";
import { startNatsServer, waitFor } from "@phm/testkit";
import { createFeatures, readConfig } from "../src/index.js";
import { CONFIG, encoded } from "./acquisitions.js";

const logger = createLogger({ service: "test", level: "silent" });

/** The service from source, on a real broker and store, beside an archive that holds what it is given. */
export interface RunningService {
  readonly call: ClientCalls<typeof FeatureService>;
  readonly twins: ClientCalls<typeof TwinService>;
  readonly archived: Acquisition[];
  /** Puts acquisitions, or other bytes, on the broker and waits until none is left. */
  deliver(items: readonly (Acquisition | Uint8Array)[]): Promise<void>;
  /** Messages that the service has published, repetitions dropped by the broker. */
  published(): Promise<number>;
  deadLetters(): Promise<number>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startService(): Promise<RunningService> {
  const folder = await mkdtemp(join(tmpdir(), "phm-features-"));
  const nats = await startNatsServer();
  const link = await connectNats({ url: nats.url, name: "test", logger });
  await ensureTopology(link, [linkTopology(LINK_STREAMS.acquisition)]);
  const directory = await AssetDirectory.open(link);
  await directory.announce(CONFIG);
  directory.close();
  const archived: Acquisition[] = [];
  const archive = archiveServer(archived);
  const archivePort = await archive.start();
  const grpcPort = await freePort();
  const config = readConfig({
    NATS_URL: nats.url,
    PHM_DATA_DIR: folder,
    PHM_GRPC_PORT: String(grpcPort),
    PHM_HTTP_PORT: "0",
    PHM_FEATURES_WORKERS: "0",
    PHM_FEATURES_SPECTRA_INTERVAL: "30min",
    PHM_FEATURES_SPECTRA_PER_POINT: "2",
    PHM_INGEST_ADDRESS: `127.0.0.1:${archivePort}`,
    LOG_LEVEL: "silent",
  });
  let service = await started(createFeatures(config));
  const options = { idempotent: true, deadlineMs: 20_000 };
  const client = createClient(FeatureService, `127.0.0.1:${grpcPort}`, options);
  const twins = createClient(TwinService, `127.0.0.1:${grpcPort}`, options);
  let sent = 0;
  return {
    call: client.call,
    twins: twins.call,
    archived,
    async deliver(items) {
      for (const item of items) await publish(link, item, sent++);
      await waitFor(async () => (await messagesIn(link, LINK_STREAMS.acquisition.name)) === 0, { what: "all acquisitions worked off" });
    },
    published: () => messagesIn(link, LINK_STREAMS.features.name),
    deadLetters: () => messagesIn(link, "PHM_DEAD_LETTER"),
    async restart() {
      await service.stop();
      service = await started(createFeatures(config));
    },
    async stop() {
      client.close();
      twins.close();
      await service.stop();
      await archive.stop();
      await link.close();
      await nats.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function started(service: Service): Promise<Service> {
  await service.start();
  return service;
}

/** A message id of its own for each delivery, so that the broker hands a repetition on as it does after its duplicate window. */
async function publish(link: NatsLink, item: Acquisition | Uint8Array, number: number): Promise<void> {
  const payload = item instanceof Uint8Array ? item : encoded(item);
  const msgID = messageId(CONFIG.ref, `delivery-${number}` as never, "acquisition", "test");
  await link.jetstream.publish(subjectOf("acquisition", CONFIG.ref), payload, { msgID });
}

async function messagesIn(link: NatsLink, stream: string): Promise<number> {
  return (await link.manager.streams.info(stream)).state.messages;
}

function archiveServer(archived: readonly Acquisition[]): GrpcServer {
  const outline = ({ ref, id, startTimeNs, channels }: Acquisition) => ({
    ref,
    id,
    startTimeNs,
    points: channels.map(({ point }) => point),
  });
  const service = defineService(ArchiveService, {
    getAcquisition: ({ id }) => {
      const found = archived.find((candidate) => candidate.id === id);
      if (!found) throw new ServiceError("not_found", `no acquisition ${id}`);
      return { archived: outline(found), acquisition: acquisitionToWire(found) };
    },
    listAcquisitions: ({ ref, point, fromNs, toNs }) => {
      const { asset } = assetRefFromWire(ref);
      const fits = ({ ref: its, startTimeNs, channels }: Acquisition) =>
        its.asset === asset &&
        startTimeNs >= fromNs &&
        (toNs === 0n || startTimeNs < toNs) &&
        channels.some((channel) => channel.point === point);
      return { acquisitions: archived.filter(fits).map(outline), nextCursor: "" };
    },
    findAcquisition: () => {
      throw new ServiceError("not_found", "not asked for here");
    },
    getGaps: () => {
      throw new ServiceError("not_found", "not asked for here");
    },
  });
  return new GrpcServer({ host: "127.0.0.1", port: 0, services: [service], logger, metrics: new Metrics("archive") });
}

async function freePort(): Promise<number> {
  const probe = new GrpcServer({ host: "127.0.0.1", port: 0, services: [], logger, metrics: new Metrics("probe") });
  const port = await probe.start();
  await probe.stop();
  return port;
}
