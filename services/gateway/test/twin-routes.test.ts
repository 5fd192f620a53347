import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { float32Bytes, TwinService, unitCodec } from "@phm/contracts";
import { parseTimeNs, pointId } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { Router } from "express";
import { twinOperations } from "../src/routes/twin.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const TIME_NS = parseTimeNs("2026-01-01T00:00:00Z");
/** The 6205 of the catalogue: 9 balls. */
const CONFIG = {
  points: [
    { id: pointId("de"), quantity: "acceleration", unit: "g", bearing: { designation: "6205" } },
    { id: pointId("bare"), quantity: "acceleration", unit: "g" },
  ],
};
const error = { medianDb: 1, p90Db: 3, rmsRatio: 1.1, recordings: 8 };
const resonance = { naturalHz: 3_200, dampingRatio: 0.03, isMeasured: true };
const look = {
  ...{ axisStepHz: 1, pooledLines: 2, spectrum: float32Bytes(Float32Array.of(1)), envelopeStepHz: 0.5, rms: 1, peak: 4, kurtosis: 3 },
  ...{ envelopeSpectrum: float32Bytes(Float32Array.of(2)), strikeOverNoiseDb: 14 },
};
let asked: Record<string, unknown>;
let served: ServedRoutes;
beforeAll(async () => {
  const twins = defineService(TwinService, {
    getTwin: async (request: Record<string, unknown>) => {
      asked = request;
      const amplitudes = { amplitude: 2, lowAmplitude: 1, highAmplitude: 3 };
      const lines = [
        { at: { case: "order", value: 1 }, ...amplitudes },
        { at: { case: "hz", value: 100 }, ...amplitudes },
      ];
      const noise = { noiseStepHz: 5, noiseDensity: float32Bytes(Float32Array.of(1)), noiseHighDensity: float32Bytes(Float32Array.of(2)) };
      const made = { recordings: 16, firstNs: TIME_NS, lastNs: TIME_NS + 1_000_000_000n };
      return { unit: unitCodec.toWire("g"), sampleRateHz: 25_600, speedRpm: 1480, lines, ...noise, resonance, ...made, error };
    },
    compareWithTwin: async (request: Record<string, unknown>) => {
      asked = request;
      const values = float32Bytes(Float32Array.of(1, 2));
      const unexpected = [{ hz: 87.5, order: 3.5, amplitude: 1, expectedAmplitude: 0.1, aboveDb: 20 }];
      const spectra = { axisStepHz: 1, pooledLines: 1, measured: values, expected: values, limit: values };
      const bands = [{ centreHz: 1000, measuredRms: 1, expectedRms: 2 }];
      return { timeNs: TIME_NS, unit: unitCodec.toWire("g"), speedRpm: 1480, ...spectra, unexpected, bands, error };
    },
    tryFault: async (request: Record<string, unknown>) => {
      asked = request;
      const strikes = { strikeHz: 87.5, strikePeak: 1.7, band: { lowHz: 2000, highHz: 4000 } };
      return { unit: unitCodec.toWire("g"), speedRpm: 1480, ...strikes, sound: look, faulty: look, resonance, error };
    },
  } as never);
  const registered = () =>
    Router().use("/assets/:asset", (_request, response, next) => {
      response.locals.known = { config: CONFIG };
      next();
    });
  served = await serveRoutes(TwinService, twins, (calls) => ({ twins: calls }), registered, twinOperations);
});
afterAll(() => served.stop());

const get = async (path: string) => (await fetch(`${served.url}/assets/pump/${path}`)).json();

test("a tone has an order or a frequency, and the fit its error", async () => {
  expect(await get("twin?point=de&from=2026-01-01T00:00:00Z")).toMatchObject({
    ...{ point: "de", unit: "g", speedRpm: 1480, recordingCount: 16, firstTime: "2026-01-01T00:00:00Z", lastTime: "2026-01-01T00:00:01Z" },
    lines: [
      { orderRatio: 1, frequencyHz: null, amplitude: 2 },
      { orderRatio: null, frequencyHz: 100, amplitude: 2 },
    ],
    ...{ noise: { stepHz: 5, density: [1], highDensity: [2] }, resonance: { isMeasured: true } },
    error: { medianDb: 1, p90Db: 3, rmsRatio: 1.1, recordingCount: 8 },
  });
  expect(asked).toMatchObject({ baseline: { point: "de", fromNs: TIME_NS, toNs: 0n } });
});

test("a comparison names what is not expected by frequency and order", async () => {
  expect(await get("acquisitions/a1/twin?point=de&maxLines=64")).toMatchObject({
    ...{ acquisition: "a1", point: "de", measured: [1, 2], expected: [1, 2], limit: [1, 2], linesPerValue: 1 },
    ...{ unexpected: [{ frequencyHz: 87.5, orderRatio: 3.5, aboveDb: 20 }], bands: [{ centreHz: 1000 }] },
  });
  expect(asked).toMatchObject({ acquisition: "a1", maxLines: 64 });
});

test.each([
  ["outer_race", 3.585, 0],
  ["inner_race", 5.415, 1],
  ["rolling_element", 4.714, 0.398],
])("a defect of the %s strikes as the bearing's geometry has it", async (part, strikeOrder, carrierOrder) => {
  const tried = await get(`twin/fault?point=de&part=${part}&defectMm=1`);
  expect(tried).toMatchObject({ part, defectMm: 1, strikePeak: 1.7, smallestVisibleMm: null, faulty: { kurtosisRatio: 3 } });
  expect(asked).toMatchObject({ defectMm: 1, speedRpm: 0 });
  expect(asked.strikeOrder).toBeCloseTo(strikeOrder, 2);
  expect(asked.carrierOrder).toBeCloseTo(carrierOrder, 2);
});

test.each([
  ["twin", "point"],
  ["twin?point=de&from=yesterday", "from"],
  ["twin/fault?point=de&part=cage&defectMm=1", "part"],
  ["twin/fault?point=de&part=outer_race&defectMm=0", "defectMm"],
  ["twin/fault?point=bare&part=outer_race&defectMm=1", "point"],
  ["acquisitions/a1/twin?point=de&maxLines=1", "maxLines"],
])("%s is refused by the name of its field", async (path, field) => {
  expect(await get(path)).toMatchObject({ status: 400, field });
});
