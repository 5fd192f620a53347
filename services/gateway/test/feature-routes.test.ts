import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { FeatureService, resolutionCodec } from "@phm/contracts";
import { parseTimeNs, pointId } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { Router } from "express";
import { featureOperations } from "../src/routes/features.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const TIME = "2026-01-01T00:00:00Z";
let asked: Record<string, unknown>;
let served: ServedRoutes;
beforeAll(async () => {
  const features = defineService(FeatureService, {
    queryFeatures: async (request: Record<string, unknown>) => {
      asked = request;
      const columns = [{ feature: "accRms", values: [Number.NaN] }];
      return { timesNs: [parseTimeNs(TIME)], acquisitions: ["a1"], resolution: resolutionCodec.toWire("hour"), columns, nextCursor: "" };
    },
  } as never);
  const registered = () =>
    Router().use("/assets/:asset", (_request, response, next) => {
      response.locals.known = { config: { points: [{ id: pointId("de"), quantity: "acceleration", unit: "g" }] } };
      next();
    });
  served = await serveRoutes(FeatureService, features, (calls) => ({ features: calls }), registered, featureOperations);
});
afterAll(() => served.stop());

const get = async (query: string) => (await fetch(`${served.url}/assets/pump/features?point=de&${query}`)).json();

test("with points, the service chooses the resolution and is asked for that many, on one page", async () => {
  const answer = await get("points=2000&limit=5");
  expect(asked).toMatchObject({ point: "de", resolution: resolutionCodec.toWire("auto"), maxPoints: 2_000, limit: 2_000 });
  expect(answer).toMatchObject({ unit: "g", times: [TIME], resolution: "hour", columns: { accRms: [null] } });
});

test("without points, values come as they were measured, page by page", async () => {
  await get("limit=5&features=accRms,crest");
  expect(asked).toMatchObject({ features: ["accRms", "crest"], limit: 5, maxPoints: 0 });
  expect(asked.resolution).not.toBe(resolutionCodec.toWire("auto"));
});

test.each(["0", "1.5", "many", "1000000"])("%s points are refused by name", async (points) => {
  expect(await get(`points=${points}`)).toMatchObject({ status: 400, field: "points" });
});
