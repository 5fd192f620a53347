import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ReadingService } from "@phm/contracts";
import { parseTimeNs } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { readingOperations } from "../src/routes/readings.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const at = (minute: number) => parseTimeNs(`2026-01-01T00:0${minute}:00Z`);
let asked: Record<string, unknown> = {};
let served: ServedRoutes;
beforeAll(async () => {
  const readings = defineService(ReadingService, {
    listReadings: async (request: Record<string, unknown>) => {
      asked = request;
      return {
        ...{ unit: "°C", timeNs: [at(0), at(1)], value: [40, Number.NaN], min: [39, Number.NaN], max: [41, Number.NaN] },
        ...{ count: [2, 1], quality: [1, 3], qualityReason: ["", "offline"], nextCursor: "17" },
      };
    },
    getCoverage: async (request: Record<string, unknown>) => {
      asked = request;
      const missing = [{ point: "de", sinceNs: at(2) }, { point: "nde" }];
      return { points: 4, onTime: 2, share: 0.5, atNs: at(9), assets: [{ asset: "pump", points: 4, onTime: 2, missing }] };
    },
    listReadingPoints: async () => ({
      latest: [
        { ref: { organisation: "o", site: "s", asset: "pump" }, point: "oil", timeNs: at(3), value: Number.NaN, unit: "bar", quality: 3 },
      ],
    }),
  } as never);
  served = await serveRoutes(ReadingService, readings, (calls) => ({ ingest: { readings: calls } }), readingOperations);
});
afterAll(() => served.stop());

const get = async (path: string) => (await fetch(`${served.url}${path}`)).json();

test("readings come in columns with their unit; what no good reading tells is null", async () => {
  expect(await get("/assets/pump/readings/oil?resolutionS=60&from=2026-01-01T00:00:00Z")).toEqual({
    ...{ unit: "°C", time: ["2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"], value: [40, null], min: [39, null], max: [41, null] },
    ...{ count: [2, 1], quality: ["good", "bad"], qualityReason: ["", "offline"], nextCursor: "17" },
  });
  expect(asked).toMatchObject({ point: "oil", resolutionS: 60, fromNs: at(0) });
});

test("the latest of each point is told with its quality", async () => {
  const [latest] = ((await get("/assets/pump/readings")) as { latest: object[] }).latest;
  expect(latest).toEqual({ point: "oil", time: "2026-01-01T00:03:00Z", value: null, unit: "bar", quality: "bad", qualityReason: null });
});

test("coverage names the missing points and since when; one that was never heard of has null", async () => {
  expect(await get("/coverage?organisation=o&site=s&withinS=90")).toEqual({
    ...{ at: "2026-01-01T00:09:00Z", pointCount: 4, onTimeCount: 2, onTimeRatio: 0.5 },
    assets: [
      {
        ...{ asset: "pump", pointCount: 4, onTimeCount: 2 },
        missing: [
          { point: "de", since: "2026-01-01T00:02:00Z" },
          { point: "nde", since: null },
        ],
      },
    ],
  });
  expect(asked).toMatchObject({ organisation: "o", site: "s", withinS: 90 });
});

test.each(["/coverage?withinS=0", "/assets/pump/readings/oil?resolutionS=often"])("%s is refused by name", async (path) => {
  const field = path.includes("withinS") ? "withinS" : "resolutionS";
  expect(await get(path)).toMatchObject({ status: 400, field });
});
