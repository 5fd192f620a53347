import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { analysisKindCodec, FeatureService, float32Bytes, unitCodec } from "@phm/contracts";
import { parseTimeNs, pointId } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { Router } from "express";
import { spectrumOperations } from "../src/routes/spectra.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const TIME_NS = parseTimeNs("2026-01-01T00:00:00Z");
const CONFIG = {
  ratedSpeedRpm: 1500,
  points: [{ id: pointId("de"), quantity: "acceleration", unit: "g", bearing: { designation: "6205" } }],
};
let asked: Record<string, unknown>;
let served: ServedRoutes;
beforeAll(async () => {
  const features = defineService(FeatureService, {
    computeSpectrum: async (request: Record<string, unknown>) => {
      asked = request;
      const values = float32Bytes(Float32Array.of(0.5, 0.25));
      const spectrum = { kind: analysisKindCodec.toWire("envelope"), axisUnit: "Hz", axisStart: 10, axisStep: 0.5, values, valueUnit: "g" };
      return { timeNs: TIME_NS, speedRpm: 1480, spectrum: { ...spectrum, pooledLines: 1, band: { lowHz: 2000, highHz: 4000 } } };
    },
    computeWaterfall: async (request: Record<string, unknown>) => {
      asked = request;
      const values = float32Bytes(Float32Array.of(1, Number.NaN));
      const rows = [{ acquisition: "a1", timeNs: TIME_NS, values }];
      return { axisStartHz: 0, axisStepHz: 100, lines: 2, unit: unitCodec.toWire("g"), acquisitions: 9, rows };
    },
  } as never);
  const registered = () =>
    Router().use("/assets/:asset", (_request, response, next) => {
      response.locals.known = { config: CONFIG };
      next();
    });
  served = await serveRoutes(FeatureService, features, (calls) => ({ features: calls }), registered, spectrumOperations);
});
afterAll(() => served.stop());

const get = async (path: string) => (await fetch(`${served.url}/assets/pump/${path}`)).json();

test("a spectrum has its axis, its unit and the band that was demodulated", async () => {
  expect(await get("acquisitions/a1/spectrum?point=de&kind=envelope&lowHz=2000&highHz=4000&axisFrom=10")).toEqual({
    ...{ acquisition: "a1", point: "de", time: "2026-01-01T00:00:00Z", kind: "envelope", unit: "g" },
    ...{ axisUnit: "Hz", axisStart: 10, axisStep: 0.5, values: [0.5, 0.25], linesPerValue: 1 },
    ...{ band: { lowHz: 2000, highHz: 4000 }, speedRpm: 1480, shaftAngleSource: null },
  });
  expect(asked).toMatchObject({ acquisition: "a1", point: "de", from: 10, to: 0, demodulation: { case: "band", value: { lowHz: 2000 } } });
});

test("a waterfall has null beyond a row's Nyquist frequency", async () => {
  expect(await get("waterfall?point=de&from=2026-01-01T00:00:00Z&maxRows=5")).toEqual({
    ...{ point: "de", axisStartHz: 0, axisStepHz: 100, unit: "g", acquisitionCount: 9 },
    rows: [{ acquisition: "a1", time: "2026-01-01T00:00:00Z", speedRpm: null, values: [1, null] }],
  });
  expect(asked).toMatchObject({ fromNs: TIME_NS, maxRows: 5 });
});

test("the frequencies of the machine's parts are named, at the rated speed unless another is asked for", async () => {
  const rated = (await get("frequencies")) as { speedRpm: number; items: { kind: string; frequencyHz: number; orderRatio: number }[] };
  const slower = (await get("frequencies?speedRpm=750")) as typeof rated;
  const of = (kind: string, { items }: typeof rated) => items.find((each) => each.kind === kind);
  // 6205: 9 balls, BPFO 3.585 orders.
  expect(of("bearing_bpfo", rated)?.frequencyHz).toBeCloseTo(25 * 3.585, 0);
  expect(of("bearing_bpfo", slower)?.frequencyHz).toBeCloseTo(12.5 * 3.585, 0);
  expect(of("shaft", rated)).toMatchObject({ frequencyHz: 25, orderRatio: 1 });
});

test.each([
  ["acquisitions/a1/spectrum?point=de&kind=fourier", "kind"],
  ["acquisitions/a1/spectrum?kind=psd", "point"],
  ["acquisitions/a1/spectrum?point=de&kind=envelope&lowHz=4000&highHz=2000", "highHz"],
  ["acquisitions/a1/spectrum?point=de&kind=envelope&lowHz=4000", "highHz"],
  ["acquisitions/a1/spectrum?point=de&kind=envelope&bandBy=kurtogram&lowHz=1&highHz=2", "bandBy"],
  ["acquisitions/a1/spectrum?point=de&kind=psd&maxLines=7", "maxLines"],
  ["acquisitions/a1/spectrum?point=de&kind=psd&colour=red", "colour"],
  ["waterfall?point=de&maxRows=0", "maxRows"],
  ["frequencies?speedRpm=0", "speedRpm"],
])("%s is refused by the name of %s", async (path, field) => {
  expect(await get(path)).toMatchObject({ status: 400, field, code: "invalid_argument" });
});
