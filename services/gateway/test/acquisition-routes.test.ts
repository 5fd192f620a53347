import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ArchiveService, acquisitionToWire } from "@phm/contracts";
import { type Acquisition, acquisitionId, assetRef, parseTimeNs, pointId } from "@phm/domain";
import { defineService, ServiceError } from "@phm/service-kit";
import { acquisitionOperations } from "../src/routes/acquisitions.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const RATE_HZ = 1_000;
const SAMPLES = 1_000;
const ramp = Int16Array.from({ length: SAMPLES }, (_, i) => i);
const channel = (point: string) =>
  ({
    point: pointId(point),
    quantity: "acceleration",
    unit: "g",
    encoding: "i16le",
    scale: 0.5,
    data: new Uint8Array(ramp.buffer),
  }) as const;
const ACQUISITION: Acquisition = {
  ...{ ref: assetRef("default", "default", "pump"), id: acquisitionId("a1"), timeBase: "live" },
  ...{ startTimeNs: parseTimeNs("2026-01-01T00:00:00Z"), sampleRateHz: RATE_HZ, samples: SAMPLES, speedRpm: 1500 },
  channels: [channel("de"), channel("nde")],
};
const ARCHIVED = {
  ...{ id: "a1", startTimeNs: ACQUISITION.startTimeNs, sampleRateHz: RATE_HZ, samples: SAMPLES, points: ["de", "nde"], speedRpm: 1500 },
  ...{ bytes: 4_100n, sha256: "ab".repeat(32), receivedNs: ACQUISITION.startTimeNs + 1n },
};
const OUTLINE = {
  ...{ id: "a1", startTime: "2026-01-01T00:00:00Z", sampleRateHz: RATE_HZ, sampleCount: SAMPLES, durationS: 1, points: ["de", "nde"] },
  ...{ speedRpm: 1500, loadN: null, sizeBytes: 4_100, sha256: "ab".repeat(32), receivedAt: "2026-01-01T00:00:00.000000001Z" },
};
let asked: Record<string, unknown>;
let served: ServedRoutes;
beforeAll(async () => {
  const archive = defineService(ArchiveService, {
    listAcquisitions: async (request: Record<string, unknown>) => {
      asked = request;
      return { acquisitions: [ARCHIVED], nextCursor: "" };
    },
    getAcquisition: async ({ id }: { id: string }) => {
      if (id !== "a1") throw new ServiceError("not_found", `there is no acquisition ${id}`);
      return { archived: ARCHIVED, acquisition: acquisitionToWire(ACQUISITION) };
    },
  } as never);
  served = await serveRoutes(ArchiveService, archive, (calls) => ({ ingest: { archive: calls } }), acquisitionOperations);
});
afterAll(() => served.stop());

const get = async (path: string) => (await fetch(`${served.url}/assets/pump/acquisitions${path}`)).json();

test("acquisitions are listed newest first, without their samples", async () => {
  expect(await get("?point=de&limit=3")).toEqual({ items: [OUTLINE] });
  expect(asked).toMatchObject({ point: "de", limit: 3, newestFirst: true });
  await get("?order=oldest");
  expect(asked).toMatchObject({ newestFirst: false });
});

test("one tells its channels; one that is not archived is not found", async () => {
  const channels = ["de", "nde"].map((point) => ({ point, quantity: "acceleration", unit: "g" }));
  expect(await get("/a1")).toEqual({ ...OUTLINE, channels });
  expect(await get("/a2")).toMatchObject({ status: 404, code: "not_found" });
});

test("a part of a waveform comes sample by sample, in the channel's unit", async () => {
  expect(await get("/a1/waveform?point=nde&fromS=0.01&toS=0.013")).toEqual({
    ...{ acquisition: "a1", point: "nde", quantity: "acceleration", unit: "g", sampleRateHz: RATE_HZ },
    ...{ fromS: 0.01, stepS: 0.001, samplesPerValue: 1, values: [5, 5.5, 6] },
  });
  expect(await get("/a1/waveform?fromS=7")).toMatchObject({ fromS: 1, values: [] });
});

test("with fewer values than samples it comes as extremes, which miss no peak", async () => {
  expect(await get("/a1/waveform?maxValues=4")).toMatchObject({
    ...{ samplesPerValue: 250, stepS: 0.25, min: [0, 125, 250, 375], max: [124.5, 249.5, 374.5, 499.5] },
  });
});

test.each([
  ["?order=random", "order"],
  ["/a1/waveform?point=top", "point"],
  ["/a1/waveform?fromS=-1", "fromS"],
  ["/a1/waveform?fromS=2&toS=1", "toS"],
  ["/a1/waveform?maxValues=1", "maxValues"],
])("%s is refused by the name of %s", async (path, field) => {
  expect(await get(path)).toMatchObject({ status: 400, field });
});
