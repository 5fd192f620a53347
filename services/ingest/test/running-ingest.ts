import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AcquisitionService, ArchiveService, LINK_STREAMS, subjectOf } from "@phm/contracts";
import type { AssetConfig, AssetRef } from "@phm/domain";
import {
  AssetDirectory,
  connectNats,
  createClient,
  createLogger,
  ensureTopology,
  GrpcServer,
  linkTopology,
  Metrics,
  type NatsLink,
  type ServiceClient,
} from "@phm/service-kit";
import { type NatsServer, startNatsServer, waitFor } from "@phm/testkit";

export const logger = createLogger({ service: "test", level: "silent" });
const STREAM = LINK_STREAMS.acquisition.name;

/** What ingest stands on: a broker of its own, a folder, assets that are registered, and clients of the port that it will have. */
export interface Surroundings {
  readonly nats: NatsServer;
  readonly link: NatsLink;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly acquisitions: ServiceClient<typeof AcquisitionService>;
  readonly archive: ServiceClient<typeof ArchiveService>;
  /** Puts bytes on the broker as a message that it has not seen, as after its duplicate window. */
  redeliver(ref: AssetRef, payload: Uint8Array): Promise<void>;
  /** Waits until the archive has acked all that was published. */
  archived(): Promise<void>;
  deadLetters(): Promise<number>;
  close(): Promise<void>;
}

export async function surroundings(configs: readonly AssetConfig[], env: Readonly<Record<string, string>> = {}): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), "phm-ingest-"));
  const nats = await startNatsServer();
  const link = await connectNats({ url: nats.url, name: "test", logger });
  const directory = await AssetDirectory.open(link);
  for (const config of configs) await directory.announce(config);
  directory.close();
  // The other reader: what it has not acked stays on the broker.
  await ensureTopology(link, [linkTopology(LINK_STREAMS.acquisition)]);
  const address = `127.0.0.1:${await freePort()}`;
  const acquisitions = createClient(AcquisitionService, address);
  const archive = createClient(ArchiveService, address);
  let redelivered = 0;
  return {
    nats,
    link,
    folder,
    env: {
      NATS_URL: nats.url,
      PHM_DATA_DIR: folder,
      PHM_GRPC_PORT: address.split(":")[1] as string,
      PHM_HTTP_PORT: "0",
      LOG_LEVEL: "silent",
      ...env,
    },
    acquisitions,
    archive,
    redeliver: async (ref, payload) => {
      await link.jetstream.publish(subjectOf("acquisition", ref), payload, { msgID: `redelivery-${redelivered++}` });
    },
    archived: async () => {
      await waitFor(async () => (await waitingForArchive(link)) === 0, { what: "the archive to have caught up", timeoutMs: 60_000 });
    },
    deadLetters: async () => (await link.manager.streams.info("PHM_DEAD_LETTER")).state.messages,
    close: async () => {
      acquisitions.close();
      archive.close();
      await link.close();
      await nats.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function waitingForArchive(link: NatsLink): Promise<number> {
  let waiting = 0;
  for await (const { name, num_pending, num_ack_pending } of link.manager.consumers.list(STREAM)) {
    if (name.startsWith("ingest-")) waiting += num_pending + num_ack_pending;
  }
  return waiting;
}

export async function freePort(): Promise<number> {
  const probe = new GrpcServer({ host: "127.0.0.1", port: 0, services: [], logger, metrics: new Metrics("probe") });
  const port = await probe.start();
  await probe.stop();
  return port;
}
