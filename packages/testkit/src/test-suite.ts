import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AcquisitionService, AssetService, assetConfigToWire } from "@phm/contracts";
import { type Acquisition, type AssetConfig, parseTimeNs, type TimeNs } from "@phm/domain";
import { freePorts, type Suite, type SuitePorts, startSuite } from "@phm/launcher";
import { type DeliveryCounts, type DeliveryOptions, deliver } from "@phm/sender";
import { createClient } from "@phm/service-kit";
import { findNatsServer } from "./nats-server.js";
import { runPhm } from "./run-phm.js";
import { waitFor } from "./wait-for.js";

export interface TestSuiteOptions {
  /** Given to every service. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the suite's own questions to the API show, where `env` has it ask for keys. */
  readonly apiKey?: string;
  /** Default: free ones. */
  readonly ports?: SuitePorts;
  /** Program to run as the broker. Default: nats-server as it is found. */
  readonly natsServer?: string;
  /** The folder in which its data folder is made. Default: the system's for temporary files. */
  readonly within?: string;
  /** Called with the data folder, which is empty, before anything is started. */
  readonly prepare?: (dataFolder: string) => Promise<void>;
}

/** One asset and its signals; what the simulator makes is one. */
export interface TestSource {
  readonly config: AssetConfig;
  acquisitions(): Iterable<Acquisition> | AsyncIterable<Acquisition>;
}

/** The whole suite as it runs in earnest: five services and a broker as processes, on ports and in a folder of their own. */
export interface TestSuite {
  readonly suite: Suite;
  readonly ports: SuitePorts;
  readonly dataFolder: string;
  /** Registers an asset, or replaces its configuration. */
  register(config: AssetConfig): Promise<void>;
  /** Registers the asset, sends its signals, and waits until the advice covers the last one that was taken. */
  deliver(source: TestSource, options?: Omit<DeliveryOptions, "client">): Promise<DeliveryCounts>;
  /** GET on the REST API, below /api/v1. @throws Error unless the answer is 2xx */
  get<T>(path: string): Promise<T>;
  /** The line of `phm report --json`. */
  report(asset: string): Promise<string>;
  /** Stops everything and removes the folder. Idempotent. */
  cleanup(): Promise<void>;
}

/** Longer than any restart: nats-server hands out again after 5 s, processes come back within seconds. */
const CATCH_UP_TIMEOUT_MS = 120_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** An answer of the API that its document forbids is a failure here. */
const CHECKS = { PHM_API_CHECK_ANSWERS: "true" };

/** Starts the whole suite from what has been built. @throws LaunchError */
export async function startTestSuite(options: TestSuiteOptions = {}): Promise<TestSuite> {
  const dataFolder = await mkdtemp(join(options.within ?? tmpdir(), "phm-suite-"));
  const ports = options.ports ?? (await freePorts());
  const removeFolder = () => rm(dataFolder, { recursive: true, force: true });
  try {
    await options.prepare?.(dataFolder);
    const suite = await startSuite({
      dataFolder,
      ports,
      natsServer: options.natsServer ?? findNatsServer(),
      env: { ...CHECKS, ...options.env },
    });
    return testSuite(suite, ports, dataFolder, removeFolder, options.apiKey);
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

function testSuite(
  suite: Suite,
  ports: SuitePorts,
  dataFolder: string,
  removeFolder: () => Promise<void>,
  apiKey: string | undefined,
): TestSuite {
  const headers: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${suite.apiUrl}/api/v1${path}`, { headers, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const register = async (config: AssetConfig) => {
    const client = createClient(AssetService, suite.grpcAddress.workorders);
    try {
      await client.call.putAsset({ config: assetConfigToWire(config) }, { idempotent: true });
    } finally {
      client.close();
    }
  };
  return {
    suite,
    ports,
    dataFolder,
    register,
    get,
    deliver: async (source, deliveryOptions = {}) => {
      await register(source.config);
      const { counts, lastTimeNs } = await deliverAll(suite, source, deliveryOptions);
      if (lastTimeNs !== undefined) await adviceCovers(get, source.config.ref.asset, lastTimeNs);
      return counts;
    },
    report: async (asset) => {
      const { code, stdout, stderr } = await runPhm(["report", "--json", "--api", suite.apiUrl, "--asset", asset]);
      if (code !== 0) throw new Error(`phm report ended with ${code}: ${stderr}`);
      return stdout.trimEnd();
    },
    cleanup: async () => {
      await suite.stop();
      await removeFolder();
    },
  };
}

async function deliverAll(
  { grpcAddress }: Suite,
  source: TestSource,
  options: Omit<DeliveryOptions, "client">,
): Promise<{ counts: DeliveryCounts; lastTimeNs: TimeNs | undefined }> {
  const client = createClient(AcquisitionService, grpcAddress.ingest);
  let refused: Acquisition | undefined;
  let lastTimeNs: TimeNs | undefined;
  try {
    const counts = await deliver(source.acquisitions(), {
      ...options,
      client,
      onRejected: (rejected) => {
        refused = rejected.acquisition;
        options.onRejected?.(rejected);
      },
      onAnswered: (acquisition, answered) => {
        if (acquisition !== refused) lastTimeNs = acquisition.startTimeNs;
        options.onAnswered?.(acquisition, answered);
      },
    });
    return { counts, lastTimeNs };
  } finally {
    client.close();
  }
}

async function adviceCovers(get: TestSuite["get"], asset: string, lastTimeNs: TimeNs): Promise<void> {
  const covers = async () => {
    const { asOf } = await get<{ asOf: { time: string } | null }>(`/assets/${asset}/advisories?limit=1`);
    return asOf !== null && parseTimeNs(asOf.time) >= lastTimeNs;
  };
  await waitFor(covers, { what: `advice on the last acquisition of ${asset}`, timeoutMs: CATCH_UP_TIMEOUT_MS, pollMs: 50 });
}
