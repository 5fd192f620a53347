import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { assetRefToWire, float32Values } from "@phm/contracts";
import type { Acquisition } from "@phm/domain";
import { ACQUISITIONS, CONFIG } from "./acquisitions.js";
import { type RunningService, startService } from "./running-service.js";

const [FIRST] = ACQUISITIONS as [Acquisition];
const LAST = ACQUISITIONS.at(-1) as Acquisition;
const [{ point }] = FIRST.channels as [Acquisition["channels"][number]];
const CURRENT = (FIRST.channels.at(-1) as Acquisition["channels"][number]).point;
const baseline = { ref: assetRefToWire(CONFIG.ref), point };
const OUTER_RACE = { strikeOrder: 3.585, carrierOrder: 0 };

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  service.archived.push(...ACQUISITIONS);
});
afterAll(() => service.stop());

test("a twin is fitted to the archive's recordings, and says how well", async () => {
  const twin = await service.twins.getTwin({ baseline });
  expect(twin).toMatchObject({ sampleRateHz: 12_800, recordings: 6, firstNs: FIRST.startTimeNs, lastNs: LAST.startTimeNs });
  expect(twin.speedRpm).toBeGreaterThan(1_470);
  expect(twin.speedRpm).toBeLessThan(1_495);
  expect(twin.lines[0]?.at).toMatchObject({ case: "order", value: expect.closeTo(1, 1) });
  expect(twin.resonance).toMatchObject({ isMeasured: true });
  expect(Math.abs((twin.resonance?.naturalHz as number) / 3_200 - 1)).toBeLessThan(0.03);
  expect(twin.error?.medianDb).toBeLessThan(2);
  expect(float32Values(twin.noiseDensity).length * twin.noiseStepHz).toBeCloseTo(6_400, 0);
});

test("it stays itself however often it is asked for: a comparison and trials between change nothing", async () => {
  const before = await service.twins.getTwin({ baseline });
  const compared = await service.twins.compareWithTwin({ baseline, acquisition: LAST.id, maxLines: 1_024 });
  await service.twins.tryFault({ baseline, ...OUTER_RACE, defectMm: 1 });
  expect(await service.twins.getTwin({ baseline })).toEqual(before);
  expect(compared).toMatchObject({ timeNs: LAST.startTimeNs, speedRpm: LAST.speedRpm, unexpected: [], error: before.error });
  const lengths = [compared.measured, compared.expected, compared.limit].map((bytes) => float32Values(bytes).length);
  expect(new Set(lengths).size).toBe(1);
  expect(lengths[0]).toBeLessThanOrEqual(1_024);
});

test("a larger defect is seen better, and the smallest that is seen lies between", async () => {
  const trial = (defectMm: number) => service.twins.tryFault({ baseline, ...OUTER_RACE, defectMm });
  const [small, large] = await Promise.all([trial(0.02), trial(3)]);
  expect(large.faulty?.strikeOverNoiseDb).toBeGreaterThan(20);
  expect(small.faulty?.strikeOverNoiseDb).toBeLessThan(13);
  expect(large.sound).toEqual(small.sound);
  expect(large.smallestVisibleMm).toBe(small.smallestVisibleMm);
  expect(large.smallestVisibleMm).toBeGreaterThan(0.02);
  expect(large.smallestVisibleMm).toBeLessThan(3);
  expect(large.strikeHz).toBeCloseTo((large.speedRpm / 60) * 3.585 * 0.99, 5);
});

test.each([
  ["too few recordings", { ...baseline, toNs: (ACQUISITIONS[5] as Acquisition).startTimeNs }, "at least 6; there are 5 recordings"],
  ["a range without any", { ...baseline, fromNs: LAST.startTimeNs + 1n }, "no acquisition of"],
  ["a point that the archive does not have", { ...baseline, point: "elsewhere" }, "no acquisition of elsewhere"],
])("%s make no twin", async (_, asked, words) => {
  await expect(service.twins.getTwin({ baseline: asked })).rejects.toThrow(words);
});

test.each([
  [{ strikeOrder: 0 }, "strike_order"],
  [{ carrierOrder: -1 }, "carrier_order"],
  [{ defectMm: 51 }, "defect_mm"],
  [{ speedRpm: Number.NaN }, "speed_rpm"],
])("a trial with %j is refused by name", async (change, field) => {
  await expect(service.twins.tryFault({ baseline, ...OUTER_RACE, defectMm: 1, ...change })).rejects.toThrow(field);
});

test("a fault is not tried on what is no acceleration", async () => {
  const asked = { baseline: { ...baseline, point: CURRENT }, ...OUTER_RACE, defectMm: 1 };
  await expect(service.twins.tryFault(asked)).rejects.toThrow("this point measures A");
});
