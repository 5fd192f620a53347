import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  analysisKindCodec,
  assetRefToWire,
  featureVectorFromWire,
  featureVectorToWire,
  float32Values,
  keepReasonCodec,
  type QueryFeaturesRequest,
  resolutionCodec,
  spectrumKindCodec,
} from "@phm/contracts";
import { createManipulator } from "@phm/pipeline";
import { ACQUISITIONS, CONFIG } from "./acquisitions.js";
import { type RunningService, startService } from "./running-service.js";

const REF = assetRefToWire(CONFIG.ref);
const [FIRST] = ACQUISITIONS;
const POINT = FIRST!.channels[0]!.point;
const VECTORS = ACQUISITIONS.map((acquisition) => createManipulator().manipulate(acquisition, CONFIG));
const rmsOf = (i: number) => VECTORS[i]!.channels[0]!.values.rms!;

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  service.archived.push(...ACQUISITIONS);
  await service.deliver(ACQUISITIONS);
});
afterAll(() => service.stop());

function query(request: Omit<Partial<QueryFeaturesRequest>, "$typeName"> = {}) {
  return service.call.queryFeatures({ ref: REF, point: POINT, features: ["rms"], ...request });
}

describe("the features service", () => {
  test("stores and publishes each acquisition once, also when it comes again and after a restart", async () => {
    expect(await service.published()).toBe(ACQUISITIONS.length);
    await service.deliver([ACQUISITIONS[5]!, ACQUISITIONS[0]!, ACQUISITIONS[5]!]);
    await service.restart();
    await service.deliver([ACQUISITIONS[2]!]);
    expect(await service.published()).toBe(ACQUISITIONS.length);
    const answer = await query();
    expect(answer.acquisitions).toEqual(ACQUISITIONS.map(({ id }) => id));
    expect(answer.timesNs).toEqual(ACQUISITIONS.map(({ startTimeNs }) => startTimeNs));
    expect(answer.columns[0]?.values).toEqual(ACQUISITIONS.map((_, i) => rmsOf(i)));
    expect((await service.call.getFeatureSummary({ ref: REF })).count).toBe(BigInt(ACQUISITIONS.length));
  });

  test("bytes that are no acquisition go to the dead letters, and the partition goes on", async () => {
    await service.deliver([new Uint8Array([9, 9, 9]), { ...FIRST!, samples: 1 }]);
    expect(await service.deadLetters()).toBe(2);
    await service.deliver([FIRST!]);
    expect(await service.deadLetters()).toBe(2);
  });

  test("hours and days tell count, least, mean, greatest and last", async () => {
    const answer = await query({ resolution: resolutionCodec.toWire("day"), features: ["rms"] });
    const values = ACQUISITIONS.map((_, i) => rmsOf(i));
    expect(answer.columns).toMatchObject([
      { values: [values.at(-1)], min: [Math.min(...values)], max: [Math.max(...values)], counts: [values.length] },
    ]);
    expect(answer.columns[0]?.mean[0]).toBeCloseTo(values.reduce((sum, x) => sum + x, 0) / values.length, 12);
    const auto = await query({ resolution: resolutionCodec.toWire("auto"), maxPoints: 3 });
    expect(auto.resolution).not.toBe(resolutionCodec.toWire("raw"));
    expect(auto.timesNs.length).toBeLessThanOrEqual(3);
  });

  test.each([
    ["a limit", { limit: 10_001 }, "limit"],
    ["points for auto", { maxPoints: 20_000 }, "max_points"],
    ["a cursor of another resolution", { cursor: "day:1" }, "cursor"],
    ["an unknown resolution", { resolution: 99 as never }, "resolution"],
  ])("%s out of range is refused by name", async (_, request, field) => {
    await expect(query(request)).rejects.toMatchObject({ code: "invalid_argument", message: expect.stringContaining(field) });
  });

  test("the schema names the feature set of the vectors and defines each of their features", async () => {
    const { featureSet, definitions } = await service.call.getFeatureSchema({});
    expect(featureSet).toBe(VECTORS[0]!.featureSet);
    const patterns = definitions.map(({ namePattern }) => new RegExp(`^(?:${namePattern})$`));
    const names = VECTORS.flatMap(({ channels, acrossChannels }) =>
      [...channels.map(({ values }) => values), acrossChannels].flatMap(Object.keys),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !patterns.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  test("spectra are kept on schedule, the oldest go first, and one is given back to the bit", async () => {
    // At 0 and 30 minutes of 50; a third would be at 60.
    const { kept } = await service.call.listSpectra({ ref: REF, point: POINT });
    expect(kept.map(({ acquisition }) => acquisition)).toEqual([ACQUISITIONS[3]!.id, FIRST!.id]);
    expect(kept.map(({ reason }) => keepReasonCodec.fromWire(reason, "reason"))).toEqual(["schedule", "schedule"]);
    const envelope = VECTORS[3]!.channels[0]!.spectra.find(({ kind }) => kind === "envelope")!;
    const choice = { kind: spectrumKindCodec.toWire("envelope"), lowHz: envelope.lowHz, highHz: envelope.highHz };
    const request = { ref: REF, point: POINT, acquisition: ACQUISITIONS[3]!.id, ...choice };
    const answer = await service.call.getSpectrum(request);
    expect([...float32Values(answer.spectrum!.amplitude)]).toEqual([...envelope.amplitude]);
    await expect(service.call.getSpectrum({ ...request, acquisition: ACQUISITIONS[1]!.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a spectrum of an archived acquisition is computed on demand, in the part of the axis that is asked for", async () => {
    const kind = analysisKindCodec.toWire("amplitude");
    const request = { ref: REF, point: POINT, acquisition: FIRST!.id, kind, from: 20, to: 500, maxLines: 100 };
    const { spectrum, timeNs } = await service.call.computeSpectrum(request);
    expect(timeNs).toBe(FIRST!.startTimeNs);
    const values = float32Values(spectrum!.values);
    expect(values.length).toBeLessThanOrEqual(100);
    expect(spectrum!.axisStart).toBeGreaterThanOrEqual(20);
    expect(spectrum!.axisStart + spectrum!.axisStep * (values.length - 1)).toBeLessThanOrEqual(500);
    for (const name of ["psd", "envelope", "whitened_envelope", "cepstrum", "order"] as const) {
      const answer = await service.call.computeSpectrum({ ...request, kind: analysisKindCodec.toWire(name), from: 0, to: 0 });
      expect(float32Values(answer.spectrum!.values).every(Number.isFinite)).toBe(true);
    }
  });

  test("the feature vector of an archived acquisition is computed again, the same to the bit; of others there is none", async () => {
    const { vector } = await service.call.computeFeatureVector({ ref: REF, acquisition: FIRST!.id });
    expect(featureVectorFromWire(vector!)).toEqual(featureVectorFromWire(featureVectorToWire(VECTORS[0]!)));
    const unknown = service.call.computeFeatureVector({ ref: REF, acquisition: "nowhere" });
    await expect(unknown).rejects.toMatchObject({ code: "not_found" });
    const noAsset = service.call.computeFeatureVector({ ref: { ...REF, asset: "nowhere" }, acquisition: FIRST!.id });
    await expect(noAsset).rejects.toMatchObject({ code: "not_found" });
  });

  test("what the archive does not have is not found, and an unknown point names those there are", async () => {
    const kind = analysisKindCodec.toWire("amplitude");
    const unknown = service.call.computeSpectrum({ ref: REF, point: POINT, acquisition: "nowhere", kind });
    await expect(unknown).rejects.toMatchObject({ code: "not_found" });
    const noPoint = service.call.computeSpectrum({ ref: REF, point: "nowhere", acquisition: FIRST!.id, kind });
    await expect(noPoint).rejects.toMatchObject({ code: "not_found", message: expect.stringContaining(POINT) });
    const tooMany = service.call.computeSpectrum({ ref: REF, point: POINT, acquisition: FIRST!.id, kind, maxLines: 70_000 });
    await expect(tooMany).rejects.toMatchObject({ code: "invalid_argument", message: expect.stringContaining("max_lines") });
    const noBand = { case: "band", value: { lowHz: 5_000, highHz: 9_000 } } as const;
    const envelope = { ref: REF, point: POINT, acquisition: FIRST!.id, kind: analysisKindCodec.toWire("envelope"), demodulation: noBand };
    await expect(service.call.computeSpectrum(envelope)).rejects.toMatchObject({ code: "failed_precondition" });
  });

  test("a waterfall has evenly chosen rows on one grid", async () => {
    const request = { ref: REF, point: POINT, maxRows: 3, maxLines: 64, fromHz: 0, toHz: 1_000 };
    const waterfall = await service.call.computeWaterfall(request);
    expect(waterfall.rows.map(({ acquisition }) => acquisition)).toEqual([0, 3, 5].map((i) => ACQUISITIONS[i]!.id));
    expect(waterfall).toMatchObject({ acquisitions: 6, lines: 64, axisStartHz: 0, axisStepHz: 1_000 / 64 });
    for (const { values } of waterfall.rows) expect(float32Values(values).length).toBe(64);
    await expect(service.call.computeWaterfall({ ...request, maxRows: 201 })).rejects.toMatchObject({ code: "invalid_argument" });
    await expect(service.call.computeWaterfall({ ...request, toNs: 1n })).rejects.toMatchObject({ code: "not_found" });
  });
});
