import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ArchiveService } from "@phm/contracts";
import { parseTimeNs, pointId } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { Router } from "express";
import { gapOperations } from "../src/routes/gaps.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const POINTS = ["de", "nde"].map((id) => ({ id: pointId(id), quantity: "acceleration", unit: "g" }));
const at = (minute: number) => parseTimeNs(`2026-01-01T00:0${minute}:00Z`);
let asked: { points: string[]; periodS: number };
let untilNs = 0n;
let served: ServedRoutes;
beforeAll(async () => {
  const archive = defineService(ArchiveService, {
    getGaps: async (request: typeof asked) => {
      asked = request;
      const gaps = [{ fromNs: at(1), toNs: at(4), missing: 3n }];
      return {
        points: [
          { point: "de", count: 7n, periodS: 60, share: 0.7, gaps },
          { point: "nde", count: 1n, gaps: [] },
        ],
        untilNs,
      };
    },
  } as never);
  const registered = () =>
    Router().use("/assets/:asset", (_request, response, next) => {
      response.locals.known = { config: { points: POINTS } };
      next();
    });
  served = await serveRoutes(ArchiveService, archive, (calls) => ({ ingest: { archive: calls } }), registered, gapOperations);
});
afterAll(() => served.stop());

const get = async (query: string) => (await fetch(`${served.url}/assets/pump/gaps?${query}`)).json();

test("gaps have times and counts; where nothing can be told there is null", async () => {
  expect(await get("periodS=60")).toEqual({
    points: [
      {
        ...{ point: "de", count: 7, periodS: 60, presentRatio: 0.7 },
        gaps: [{ from: "2026-01-01T00:01:00Z", to: "2026-01-01T00:04:00Z", missingCount: 3 }],
      },
      { point: "nde", count: 1, periodS: null, presentRatio: null, gaps: [] },
    ],
  });
  expect(asked).toMatchObject({ points: ["de", "nde"], periodS: 60 });
});

test("an answer that ends early says where", async () => {
  untilNs = at(9);
  expect(await get("point=de")).toMatchObject({ until: "2026-01-01T00:09:00Z" });
  expect(asked).toMatchObject({ points: ["de"], periodS: 0 });
});

test.each(["point=unknown", "periodS=-1", "periodS=often"])("%s is refused by name", async (query) => {
  const [field = "", value] = query.split("=");
  expect(await get(query)).toMatchObject({ status: 400, field, value: JSON.stringify(value) });
});
