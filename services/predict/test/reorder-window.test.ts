import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { FeatureService, featureVectorToWire } from "@phm/contracts";
import { type AcquisitionId, type AssetConfig, assetId, type FeatureVector } from "@phm/domain";
import { createManipulator } from "@phm/pipeline";
import { createLogger, defineService, GrpcServer, Metrics, ServiceError } from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import { type RunningPredict, startPredict } from "./running-predict.js";

const COUNT = 40;
const INTERVAL_S = 8;
const life = simulateLife({ seed: 4, acquisitions: COUNT, samples: 2048, sampleRateHz: 12_800, intervalS: INTERVAL_S });
const { manipulate } = createManipulator();
const VECTORS = [...life.acquisitions()].map((acquisition) => manipulate(acquisition, life.config));
const machine = (name: string): AssetConfig => ({ ...life.config, ref: { ...life.config.ref, asset: assetId(name) } });
const [ORDERLY, SHUFFLED, WAITING, LOST] = ["orderly", "shuffled", "waiting", "lost"].map(machine) as [
  AssetConfig,
  AssetConfig,
  AssetConfig,
  AssetConfig,
];
const of = ({ ref }: AssetConfig, i: number): FeatureVector => ({ ...(VECTORS[i] as FeatureVector), ref });

/** features, as far as predict asks it: what it cannot give yet is not in the archive. */
const notArchived = new Set<AcquisitionId>();
let asked = 0;
let features: GrpcServer;
let predict: RunningPredict;

beforeAll(async () => {
  const computeFeatureVector = async ({ ref, acquisition }: { readonly ref?: unknown; readonly acquisition: string }) => {
    asked += 1;
    const found = VECTORS.find((vector) => vector.acquisition === acquisition);
    const { asset } = ref as { readonly asset: string };
    if (!found || notArchived.has(found.acquisition) || asset === LOST.ref.asset)
      throw new ServiceError("not_found", "no such acquisition");
    return { vector: featureVectorToWire({ ...found, ref: machine(asset).ref }) };
  };
  const service = defineService(FeatureService, { computeFeatureVector } as never);
  const logger = createLogger({ service: "test", level: "silent" });
  features = new GrpcServer({ host: "127.0.0.1", port: 0, services: [service], logger, metrics: new Metrics("test") });
  const PHM_FEATURES_ADDRESS = `127.0.0.1:${await features.start()}`;
  predict = await startPredict([ORDERLY, SHUFFLED, WAITING, LOST], { PHM_FEATURES_ADDRESS, PHM_REORDER_WINDOW: "30s" });
});
afterAll(async () => {
  await predict.stop();
  await features.stop();
});
afterEach(() => notArchived.clear());

/** What stands of a machine, apart from whose it is, how many came late, and when its alarm was told of what: that stays as it was told. */
async function standing(config: AssetConfig): Promise<unknown> {
  const { late: _, alarm, ...assessment } = await predict.standing(config);
  const told = { state: alarm?.state, active: alarm?.active, condition: alarm?.condition };
  const text = JSON.stringify({ ...assessment, told }, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  return JSON.parse(text.replaceAll(config.ref.asset, "it"));
}

describe("acquisitions that come out of order", () => {
  test("end in the state of those in order, and each has its estimate on record once", async () => {
    for (let i = 0; i < COUNT; i++) await predict.publish(of(ORDERLY, i));
    for (let i = 0; i < COUNT; i += 4) for (const at of [i + 3, i, i + 2, i + 1, i + 3]) await predict.publish(of(SHUFFLED, at));
    await predict.settled();
    expect(await standing(SHUFFLED)).toEqual(await standing(ORDERLY));
    const [shuffled, orderly] = [await predict.said(SHUFFLED), await predict.said(ORDERLY)];
    expect(shuffled.map(({ acquisition }) => acquisition)).toEqual(orderly.map(({ acquisition }) => acquisition));
    expect(asked).toBeGreaterThan(0);
  });

  test("go on in order after predict was started anew", async () => {
    await predict.restart();
    const before = await predict.said(SHUFFLED);
    for (const at of [COUNT - 1, COUNT - 2]) await predict.publish(of(SHUFFLED, at));
    await predict.settled();
    expect(await standing(SHUFFLED)).toEqual(await standing(ORDERLY));
    expect(await predict.said(SHUFFLED)).toEqual(before);
  });

  test("wait for the waveforms of the others, which the archive does not have yet", async () => {
    notArchived.add((VECTORS[3] as FeatureVector).acquisition);
    for (const at of [0, 1, 3, 2]) await predict.publish(of(WAITING, at));
    const before = asked;
    while (asked < before + 5) await new Promise((resolve) => setTimeout(resolve, 20));
    notArchived.clear();
    await predict.settled();
    expect((await predict.said(WAITING)).map(({ acquisition }) => acquisition)).toEqual(
      [0, 1, 2, 3].map((i) => (VECTORS[i] as FeatureVector).acquisition),
    );
    expect((await predict.standing(WAITING)).late).toBe(0n);
  });

  test("are late beyond the window: on record, counted, without effect on the state", async () => {
    for (const at of [0, 1, 2, 3, 4, 6, 7, 8, 9, 10]) await predict.publish(of(LOST, at));
    await predict.settled();
    const before = await standing(LOST);
    await predict.publish(of(LOST, 5));
    await predict.settled();
    expect(await standing(LOST)).toEqual(before);
    expect((await predict.standing(LOST)).late).toBe(1n);
  });
});
