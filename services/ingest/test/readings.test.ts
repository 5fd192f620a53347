import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { assetRefToWire, ReadingService, readingToWire } from "@phm/contracts";
import { acquisitionId, assetRef, NS_PER_S, pointId, type Reading } from "@phm/domain";
import { deliver } from "@phm/sender";
import { createClient, type Service, type ServiceClient } from "@phm/service-kit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const PUMP = pump("pump-1");
const SILENT = pump("pump-2");
const REF = assetRefToWire(PUMP.ref);
const T0_NS = 1_700_000_000n * NS_PER_S;

let around: Surroundings;
let ingest: Service;
let readings: ServiceClient<typeof ReadingService>;
beforeAll(async () => {
  around = await surroundings([PUMP, SILENT]);
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
  readings = createClient(ReadingService, `127.0.0.1:${around.env.PHM_GRPC_PORT}`);
}, 60_000);
afterAll(async () => {
  readings?.close();
  await ingest?.stop();
  await around?.close();
});

const reading = (second: number, changes: Partial<Reading> = {}): Reading => ({
  ...{ ref: PUMP.ref, point: pointId("oil"), timeNs: T0_NS + BigInt(second) * NS_PER_S, value: 40 + second, unit: "°C" },
  ...changes,
});
const submit = (...given: Reading[]) => readings.call.submitReadings({ readings: given.map(readingToWire) });
const list = (point: string, resolutionS = 0, more: object = {}) => readings.call.listReadings({ ref: REF, point, resolutionS, ...more });

describe("slow readings", () => {
  test("are stored once however often they come, in the order of their source's time however late", async () => {
    expect(await submit(reading(2), reading(0))).toMatchObject({ stored: 2, duplicates: 0, rejected: [] });
    expect(await submit(reading(1), reading(2), reading(2))).toMatchObject({ stored: 1, duplicates: 2, rejected: [] });
    expect(await list("oil")).toMatchObject({ unit: "°C", value: [40, 41, 42], timeNs: [0n, 1n, 2n].map((s) => T0_NS + s * NS_PER_S) });
  });

  test("another value of the same time is a conflict, another unit and an unknown machine are refused by place, the rest is stored", async () => {
    const answer = await submit(
      reading(0, { value: 99 }),
      reading(3),
      reading(4, { unit: "K" }),
      reading(5, { ref: assetRef("acme", "plant", "nobody") }),
      reading(6, { value: Number.POSITIVE_INFINITY }),
    );
    const refused = answer.rejected.map(({ index, reason, retryable }) => [index, reason, retryable]);
    expect(refused).toEqual([
      [0, "conflict", false],
      [2, "wrong_unit", false],
      [3, "unknown_asset", true],
      [4, "bad_value", false],
    ]);
    expect((await list("oil")).value).toEqual([40, 41, 42, 43]);
  });

  test("come in rows of a resolution with mean, extremes, count and the worst quality; bad values are counted, not averaged", async () => {
    const at = (second: number, value: number, changes: Partial<Reading> = {}) =>
      reading(second, { point: pointId("load"), value, ...changes });
    const bad = { quality: "bad", qualityReason: "BadSensorFailure" } as const;
    await submit(at(0, 10), at(5, 20), at(9, 1e9, bad), at(20, Number.NaN, bad));
    const rows = await list("load", 10);
    expect(rows).toMatchObject({ value: [15, Number.NaN], min: [10, Number.NaN], max: [20, Number.NaN], count: [3, 1], quality: [3, 3] });
    expect(rows.qualityReason).toEqual(["BadSensorFailure", "BadSensorFailure"]);
  });

  test("pages join without a gap or a repetition, also between rows of a resolution", async () => {
    const first = await list("load", 10, { limit: 1 });
    const second = await list("load", 10, { limit: 1, cursor: first.nextCursor });
    expect([...first.count, ...second.count]).toEqual([3, 1]);
    expect(second.nextCursor).toBe("");
  });

  test("the latest of each point is told", async () => {
    const { latest } = await readings.call.listReadingPoints({ ref: REF });
    expect(latest.map(({ point, unit }) => [point, unit])).toEqual([
      ["load", "°C"],
      ["oil", "°C"],
    ]);
  });
});

test("coverage names each point that is late or was never heard of, and since when", async () => {
  const both = acquisitionOf(PUMP, 60, { id: acquisitionId("a-60") });
  await deliver([both], { client: around.acquisitions });
  await around.archived();
  const atNs = both.startTimeNs + 30n * NS_PER_S;
  const answer = await readings.call.getCoverage({ organisation: "acme", site: "plant", withinS: 45, atNs });
  const [running, silent] = answer.assets;
  expect(running).toMatchObject({ asset: "pump-1", points: 4, onTime: both.channels.length });
  const late = running?.missing.find(({ point }) => point === "oil");
  expect(late?.sinceNs).toBe(T0_NS + 3n * NS_PER_S);
  expect(silent?.missing).toMatchObject([{ point: "de" }, { point: "nde" }]);
  expect(silent?.missing[0]?.sinceNs).toBeUndefined();
  expect(answer).toMatchObject({ points: 6, onTime: both.channels.length, share: both.channels.length / 6 });
});
