import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AssetService, assetConfigToWire, assetRefFromWire, configNoticeToWire, DesignLifeService, designLifeToWire } from "@phm/contracts";
import { type AssetConfig, assetRef, type DesignLife, parseTimeNs, pointId } from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, HttpServer, Metrics, ServiceError } from "@phm/service-kit";
import express from "express";
import type { GatewayContext } from "../src/context.js";
import { sendProblem } from "../src/problem.js";
import { assetRoutes } from "../src/routes/assets.js";
import { knownAsset } from "../src/routes/known-asset.js";

const COMMISSIONED = "2025-01-01T00:00:00Z";
const CONFIG: AssetConfig = {
  ref: assetRef("default", "default", "p1"),
  kind: "pump",
  component: "bearing",
  commissionedAtNs: parseTimeNs(COMMISSIONED),
  runningHours: { hours: 5, asOfNs: parseTimeNs("2025-02-01T00:00:00Z") },
  points: [{ id: pointId("h"), quantity: "acceleration", unit: "g", bearing: { designation: "X-9" } }],
};
const NOTICE = { field: "points[0].bearing.designation", value: "X-9", noticeEn: "not in the catalogue", noticeZh: "目录中没有此型号" };
const FIGURES = { ratingLifeHours: 1000, usedHours: 100, usedRatio: 0.1, survivalProbability: 0.997 };
const BEARING = { field: "points[0].bearing", elements: ["h"], statementEn: "…", statementZh: "…" };
let life: DesignLife;

const logger = createLogger({ service: "test", level: "silent" });
let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const peers = [
    defineService(AssetService, {
      putAsset: async () => ({}),
      getAsset: async ({ ref }) => {
        if (assetRefFromWire(ref).asset !== "p1") throw new ServiceError("not_found", "no such asset");
        return { config: assetConfigToWire(CONFIG), version: 4n, notices: [configNoticeToWire(NOTICE)] };
      },
      listAssets: async () => ({ configs: [assetConfigToWire(CONFIG)], nextCursor: "" }),
    }),
    defineService(DesignLifeService, { getDesignLife: async () => ({ designLife: designLifeToWire(life) }) }),
  ];
  const grpc = new GrpcServer({ host: "127.0.0.1", port: 0, services: peers, logger, metrics: new Metrics("test") });
  const address = `127.0.0.1:${await grpc.start()}`;
  const [assets, designLife] = [createClient(AssetService, address), createClient(DesignLifeService, address)];
  const context = { workorders: { assets: assets.call, designLife: designLife.call } } as unknown as GatewayContext;
  const app = express();
  app.use("/api/v1/assets/:asset", knownAsset(context));
  app.use("/api/v1", assetRoutes(context));
  app.use(sendProblem(logger));
  const http = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  url = `http://127.0.0.1:${await http.start()}/api/v1/assets`;
  stop = async () => {
    await http.stop();
    assets.close();
    designLife.close();
    await grpc.stop();
  };
});
afterAll(() => stop());

const common = { ref: CONFIG.ref, asOfNs: parseTimeNs("2025-03-01T00:00:00Z") };

test("an asset is shown with its notices, its times as RFC 3339, and its design life apart", async () => {
  const inputs = { dynamicLoadRatingKn: { value: 14, source: "drawing 7" } };
  life = { ...common, commissionedAtNs: CONFIG.commissionedAtNs!, bearings: [{ ...BEARING, inputs, missing: [], figures: FIGURES }] };
  const response = await fetch(`${url}/p1`);
  expect([response.status, response.headers.get("etag")]).toEqual([200, '"4"']);
  const designLife = {
    asOf: "2025-03-01T00:00:00Z",
    commissionedAt: COMMISSIONED,
    bearings: [{ ...BEARING, designation: null, inputs, missing: [], figures: FIGURES }],
  };
  expect(await response.json()).toMatchObject({
    id: "p1",
    commissionedAt: COMMISSIONED,
    runningHours: { hours: 5, asOf: "2025-02-01T00:00:00Z" },
    notices: [NOTICE],
    designLife,
  });
  expect(await (await fetch(`${url}/p1/design-life`)).json()).toEqual(designLife);
});

test("without its inputs a design life has no figures, and says what is missing by the names of the API", async () => {
  life = { ...common, bearings: [{ ...BEARING, designation: "X-9", inputs: {}, missing: ["dynamicLoadRatingKn", "commissionedAtNs"] }] };
  const shown = { designation: "X-9", figures: null, missing: ["dynamicLoadRatingKn", "commissionedAt"] };
  expect(await (await fetch(`${url}/p1/design-life`)).json()).toMatchObject({ commissionedAt: null, bearings: [shown] });
});

test("the list has the register alone; an unknown asset has no design life", async () => {
  const { items } = (await (await fetch(url)).json()) as { items: Record<string, unknown>[] };
  expect(items).toMatchObject([{ id: "p1", commissionedAt: COMMISSIONED }]);
  expect(items[0]).not.toHaveProperty("designLife");
  expect((await fetch(`${url}/p2/design-life`)).status).toBe(404);
});
