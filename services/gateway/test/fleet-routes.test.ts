import { create } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AssessmentService,
  AssessmentSummarySchema,
  AssetService,
  assetConfigToWire,
  conditionToWire,
  rulEstimateToWire,
} from "@phm/contracts";
import { type AssetConfig, acquisitionId, assetRef, parseTimeNs, pointId } from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, HttpServer, Metrics } from "@phm/service-kit";
import express from "express";
import { mount } from "../src/api/mount.js";
import type { GatewayContext } from "../src/context.js";
import { sendProblem } from "../src/problem.js";
import { fleetOperations } from "../src/routes/fleet.js";

const TIME = "2026-01-01T00:00:00Z";
const CONFIGS = (["north/a", "north/b", "south/a"] as const).map((name): AssetConfig => {
  const [site = "", asset] = name.split("/");
  const points = [{ id: pointId("h"), quantity: "acceleration" as const, unit: "g" as const }];
  return { ref: assetRef("default", site, asset ?? ""), kind: "pump", component: "bearing", points };
});

let askedAssets: Record<string, unknown>;
const askedRanges: Record<string, unknown>[] = [];
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  const services = [
    defineService(AssetService, {
      listAssets: async (request: Record<string, unknown>) => {
        askedAssets = request;
        return { configs: CONFIGS.map(assetConfigToWire), nextCursor: "further" };
      },
    } as never),
    defineService(AssessmentService, {
      listAssessments: async (request: Record<string, unknown>) => {
        askedRanges.push(request);
        return { assessments: request.site === "north" ? [summaryOf("north", "b")] : [] };
      },
    } as never),
  ];
  const logger = createLogger({ service: "test", level: "silent" });
  const grpc = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const address = `127.0.0.1:${await grpc.start()}`;
  const [assets, assessment] = [createClient(AssetService, address), createClient(AssessmentService, address)];
  const context = {
    workorders: { assets: assets.call },
    predict: { assessment: assessment.call },
    checksAnswers: true,
  } as unknown as GatewayContext;
  const app = express().use("/api/v1", mount(context, fleetOperations)).use(sendProblem(logger));
  const http = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  url = `http://127.0.0.1:${await http.start()}/api/v1/fleet`;
  stop = async () => {
    await http.stop();
    assets.close();
    assessment.close();
    await grpc.stop();
  };
});
afterAll(() => stop());

function summaryOf(site: string, asset: string) {
  const timeNs = parseTimeNs(TIME);
  const of = { ref: assetRef("default", site, asset), acquisition: acquisitionId("a1"), timeNs, featureSet: "f", modelVersion: "m" };
  return create(AssessmentSummarySchema, {
    condition: conditionToWire({ ...of, state: "normal", sinceNs: timeNs, zone: null, onsetNs: null, levelRatio: 1 }),
    prognosis: rulEstimateToWire({ ...of, status: "lower_bound", p10S: 600, model: "rig", reason: "quiet", reasonZh: "平稳" }),
  });
}

interface Answer {
  readonly items: readonly { readonly site: string; readonly id: string }[];
  readonly nextCursor?: string;
}
const get = async (query: string) => (await (await fetch(`${url}?${query}`)).json()) as Answer;

test("every asset of the register has a line, also one of which nothing has come, or whose name stands at two sites", async () => {
  const { items, nextCursor } = await get("limit=500");
  expect(items.map(({ site, id }) => `${site}/${id}`)).toEqual(["north/a", "north/b", "south/a"]);
  expect(items[1]).toEqual({
    ...{ id: "b", site: "north", kind: "pump", criticality: null, asOf: TIME, health: null, finding: null },
    condition: { state: "normal", zone: null, since: TIME, levelRatio: 1 },
    rul: { status: "lower_bound", p10S: 600, p50S: null, p90S: null },
  });
  for (const nothing of [items[0], items[2]])
    expect(nothing).toMatchObject({ asOf: null, condition: null, health: null, finding: null, rul: null });
  expect(nextCursor).toBe("further");
});

test("each site is asked once for the range of its assets, with room for all of them", async () => {
  askedRanges.length = 0;
  await get("limit=3");
  expect(askedRanges).toHaveLength(2);
  expect(askedRanges).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ site: "north", firstAsset: "a", lastAsset: "b", limit: 500 }),
      expect.objectContaining({ site: "south", firstAsset: "a", lastAsset: "a", limit: 500 }),
    ]),
  );
});

test("site, limit and cursor of the query go to the register", async () => {
  await get("site=north&limit=7&cursor=c");
  expect(askedAssets).toMatchObject({ organisation: "default", site: "north", limit: 7, cursor: "c" });
});

test.each(["limit=0", "limit=501", "limit=many"])("%s is refused by name", async (query) => {
  expect(await get(query)).toMatchObject({ status: 400, field: "limit" });
});
