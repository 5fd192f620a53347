import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "@jest/globals";
import {
  AssessmentService,
  assetRefToWire,
  FeatureVectorSchema,
  featureVectorToWire,
  LINK_STREAMS,
  PARTITION_COUNT,
  PrognosisService,
  subjectOf,
} from "@phm/contracts";
import { type AssetConfig, assetId, type FeatureVector } from "@phm/domain";
import { createManipulator } from "@phm/pipeline";
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
} from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import { startNatsServer, waitFor } from "@phm/testkit";

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const ACQUISITIONS = 60;
const LEASE_MS = 2_000;
const logger = createLogger({ service: "test", level: "silent" });
const life = simulateLife({ seed: 5, acquisitions: ACQUISITIONS, samples: 2048, sampleRateHz: 12_800, intervalS: 20, asset: "pump-0" });
const { manipulate } = createManipulator();
const FEATURES = [...life.acquisitions()].map((acquisition) => manipulate(acquisition, life.config));
const CONFIGS: AssetConfig[] = Array.from({ length: 6 }, (_, i) => ({
  ...life.config,
  ref: { ...life.config.ref, asset: assetId(`pump-${i}`) },
}));

interface Predict {
  readonly process: ChildProcess;
  readonly grpcPort: number;
  readonly opsPort: number;
}

/** predict as real processes on one broker and one store. */
class Fleet {
  private readonly running = new Set<ChildProcess>();
  private constructor(
    private readonly nats: Awaited<ReturnType<typeof startNatsServer>>,
    private readonly link: NatsLink,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Fleet> {
    const nats = await startNatsServer();
    const link = await connectNats({ url: nats.url, name: "test", logger });
    await ensureTopology(link, [linkTopology(LINK_STREAMS.features), linkTopology(LINK_STREAMS.verdict)]);
    const directory = await AssetDirectory.open(link);
    for (const config of CONFIGS) await directory.announce(config);
    directory.close();
    return new Fleet(nats, link, await mkdtemp(join(tmpdir(), "phm-predict-fleet-")));
  }

  async start(): Promise<Predict> {
    const [grpcPort, opsPort] = [await freePort(), await freePort()];
    const env = {
      ...{ ...process.env, NATS_URL: this.nats.url, PHM_DATA_DIR: this.folder, LOG_LEVEL: "silent" },
      ...{ PHM_GRPC_PORT: `${grpcPort}`, PHM_HTTP_PORT: `${opsPort}`, PHM_LEASE: `${LEASE_MS}ms` },
    };
    const started = spawn(process.execPath, [MAIN], { env, stdio: "ignore" });
    this.running.add(started);
    await waitFor(async () => (await answerOf(grpcPort, CONFIGS[0] as AssetConfig)) !== undefined, { what: "predict to serve" });
    return { process: started, grpcPort, opsPort };
  }

  async end({ process }: Predict): Promise<void> {
    const ended = once(process, "exit");
    process.kill("SIGTERM");
    await ended;
    this.running.delete(process);
  }

  async publish(from: number, to: number): Promise<void> {
    for (const features of FEATURES.slice(from, to)) for (const { ref } of CONFIGS) await this.put({ ...features, ref });
  }

  async waiting(): Promise<number> {
    return (await this.link.manager.streams.info(LINK_STREAMS.features.name)).state.messages;
  }

  async settled(): Promise<void> {
    await waitFor(async () => (await this.waiting()) === 0, { what: "all features worked off", timeoutMs: 60_000 });
  }

  async close(): Promise<void> {
    for (const each of this.running) each.kill("SIGKILL");
    await this.link.close();
    await this.nats.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async put(features: FeatureVector): Promise<void> {
    const payload = toBinary(FeatureVectorSchema, featureVectorToWire(features));
    const msgID = `${features.ref.asset}:${features.acquisition}`;
    await this.link.jetstream.publish(subjectOf("features", features.ref), payload, { msgID });
  }
}

async function freePort(): Promise<number> {
  const probe = new GrpcServer({ host: "127.0.0.1", port: 0, services: [], logger, metrics: new Metrics("probe") });
  const port = await probe.start();
  await probe.stop();
  return port;
}

/** All that predict says of a machine, late acquisitions included; undefined while it does not answer. */
async function answerOf(grpcPort: number, { ref }: AssetConfig) {
  const address = `127.0.0.1:${grpcPort}`;
  const assessments = createClient(AssessmentService, address, { idempotent: true, deadlineMs: 5_000 });
  const prognoses = createClient(PrognosisService, address, { idempotent: true, deadlineMs: 5_000 });
  try {
    const said = await prognoses.call.queryPrognoses({ ref: assetRefToWire(ref), limit: 10_000 });
    const standing = said.estimates.length === 0 ? null : await assessments.call.getAssessment({ ref: assetRefToWire(ref) });
    return { said, standing };
  } catch {
    return undefined;
  } finally {
    assessments.close();
    prognoses.close();
  }
}

async function metricOf({ opsPort }: Predict, line: RegExp): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  return Number(line.exec(metrics)?.[1] ?? 0);
}

/** Partitions that a process holds. */
const heldBy = (predict: Predict) => metricOf(predict, /^phm_predict_lease_partitions_held (\d+)$/m);
const lostBy = (predict: Predict) => metricOf(predict, /^phm_predict_lease_partitions_lost_total\{reason="\w+"\} (\d+)$/m);
const allHeldBy = async (fleet: readonly Predict[]) => (await Promise.all(fleet.map(heldBy))).sort((a, b) => a - b);

const answersOf = ({ grpcPort }: Predict) => Promise.all(CONFIGS.map((config) => answerOf(grpcPort, config)));

async function undisturbed() {
  const fleet = await Fleet.open();
  try {
    const only = await fleet.start();
    await fleet.publish(0, ACQUISITIONS);
    await fleet.settled();
    return await answersOf(only);
  } finally {
    await fleet.close();
  }
}

describe("predict in several processes on the same store", () => {
  test("1, then 3 with the first asleep past its lease and awakened, then 2: the end state is that of one alone", async () => {
    const expected = await undisturbed();
    const fleet = await Fleet.open();
    try {
      const first = await fleet.start();
      await fleet.publish(0, 20);
      await fleet.settled();
      expect(await heldBy(first)).toBe(PARTITION_COUNT);
      first.process.kill("SIGSTOP");
      // The broker hands them to the sleeper. When its lease is over, the two that come take its partitions, and settle them.
      await fleet.publish(20, 22);
      const [second, third] = await Promise.all([fleet.start(), fleet.start()]);
      await fleet.settled();
      expect(await allHeldBy([second, third])).toEqual([32, 32]);
      first.process.kill("SIGCONT");
      await waitFor(async () => (await lostBy(first)) === PARTITION_COUNT, { what: "the awakened one to know that it owns nothing" });
      await fleet.publish(22, 40);
      const shares = async () => String(await allHeldBy([first, second, third]));
      await waitFor(async () => (await shares()) === "21,21,22", { what: "the three to share the partitions" });
      await fleet.publish(40, 45);
      await Promise.all([fleet.publish(45, ACQUISITIONS), fleet.end(second)]);
      await fleet.settled();
      expect(await allHeldBy([first, third])).toEqual([32, 32]);
      expect(expected[0]?.said.estimates).toHaveLength(ACQUISITIONS);
      expect(await answersOf(first)).toEqual(expected);
    } finally {
      await fleet.close();
    }
  }, 120_000);
});
