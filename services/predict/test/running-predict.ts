import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type AssessmentMessage,
  AssessmentService,
  assetRefToWire,
  FeatureVectorSchema,
  featureVectorToWire,
  LINK_STREAMS,
  ModelService,
  messageId,
  PrognosisService,
  RulEstimateSchema,
  rulEstimateFromWire,
  subjectOf,
  subjectsOf,
} from "@phm/contracts";
import type { AssetConfig, FeatureVector, RulEstimate } from "@phm/domain";
import {
  AssetDirectory,
  type ClientCalls,
  connectNats,
  createClient,
  createLogger,
  ensureTopology,
  GrpcServer,
  linkTopology,
  Metrics,
  type NatsLink,
  type Service,
} from "@phm/service-kit";
import { startNatsServer, waitFor } from "@phm/testkit";
import { createPredict, readConfig } from "../src/index.js";

const logger = createLogger({ service: "test", level: "silent" });

/** The service from source, on a real broker and store. */
export interface RunningPredict {
  readonly models: ClientCalls<typeof ModelService>;
  /** Puts features on the broker; they are worked off in the background. */
  publish(features: FeatureVector): Promise<void>;
  /** Waits until none is left. */
  settled(): Promise<void>;
  /** What is on record of an asset as said. */
  said(config: AssetConfig): Promise<RulEstimate[]>;
  /** What stands now. */
  standing(config: AssetConfig): Promise<AssessmentMessage>;
  /** What was told on the broker as a prognosis, by whomever. */
  readonly told: readonly RulEstimate[];
  /** Tells of configurations as the register does, and starts the service again, so that it knows them. */
  restart(configs?: readonly AssetConfig[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param env beside what every test needs */
export async function startPredict(configs: readonly AssetConfig[], env: NodeJS.ProcessEnv = {}): Promise<RunningPredict> {
  const folder = await mkdtemp(join(tmpdir(), "phm-predict-"));
  const nats = await startNatsServer();
  const link = await connectNats({ url: nats.url, name: "test", logger });
  await ensureTopology(link, [linkTopology(LINK_STREAMS.features), linkTopology(LINK_STREAMS.verdict)]);
  await announce(link, configs);
  const grpcPort = await freePort();
  const config = readConfig({
    NATS_URL: nats.url,
    PHM_DATA_DIR: folder,
    PHM_GRPC_PORT: String(grpcPort),
    PHM_HTTP_PORT: "0",
    LOG_LEVEL: "silent",
    ...env,
  });
  const told: RulEstimate[] = [];
  link.connection.subscribe(subjectsOf("prognosis"), {
    callback: (_error, { data }) => void told.push(rulEstimateFromWire(fromBinary(RulEstimateSchema, data))),
  });
  let service = await started(createPredict(config));
  const address = `127.0.0.1:${grpcPort}`;
  const models = createClient(ModelService, address, { deadlineMs: 20_000 });
  const prognoses = createClient(PrognosisService, address, { idempotent: true, deadlineMs: 20_000 });
  const assessments = createClient(AssessmentService, address, { idempotent: true, deadlineMs: 20_000 });
  let sent = 0;
  return {
    models: models.call,
    told,
    publish: (features) => publish(link, features, sent++),
    async settled() {
      await waitFor(async () => (await link.manager.streams.info(LINK_STREAMS.features.name)).state.messages === 0, {
        what: "all features worked off",
      });
    },
    async said({ ref }) {
      const { estimates } = await prognoses.call.queryPrognoses({ ref: assetRefToWire(ref), limit: 10_000 });
      return estimates.map(rulEstimateFromWire);
    },
    async standing({ ref }) {
      return (await assessments.call.getAssessment({ ref: assetRefToWire(ref) })).assessment as AssessmentMessage;
    },
    async restart(changed = []) {
      await service.stop();
      await announce(link, changed);
      service = await started(createPredict(config));
    },
    async stop() {
      models.close();
      prognoses.close();
      assessments.close();
      await service.stop();
      await link.close();
      await nats.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function announce(link: NatsLink, configs: readonly AssetConfig[]): Promise<void> {
  const directory = await AssetDirectory.open(link);
  for (const config of configs) await directory.announce(config);
  directory.close();
}

async function started(service: Service): Promise<Service> {
  await service.start();
  return service;
}

/** A message id of its own for each delivery, so that the broker hands a repetition on as it does after its duplicate window. */
async function publish(link: NatsLink, features: FeatureVector, number: number): Promise<void> {
  const payload = toBinary(FeatureVectorSchema, featureVectorToWire(features));
  const msgID = messageId(features.ref, `delivery-${number}` as never, "features", "test");
  await link.jetstream.publish(subjectOf("features", features.ref), payload, { msgID });
}

async function freePort(): Promise<number> {
  const probe = new GrpcServer({ host: "127.0.0.1", port: 0, services: [], logger, metrics: new Metrics("probe") });
  const port = await probe.start();
  await probe.stop();
  return port;
}
