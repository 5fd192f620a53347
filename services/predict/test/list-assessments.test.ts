import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AssessmentSchema, AssessmentService, conditionToWire, findingToWire, healthToWire, rulEstimateToWire } from "@phm/contracts";
import { acquisitionId, assetKey, assetRef, type Finding, NS_PER_S, pointId } from "@phm/domain";
import { initialAssessmentState } from "@phm/pipeline";
import { createClient, createLogger, defineService, GrpcServer, Metrics, type ServiceClient } from "@phm/service-kit";
import { assetState } from "../src/assess/asset-state.js";
import { listAssessments } from "../src/rpc/list-assessments.js";
import { openPredict } from "./open-predict.js";

const AT_NS = 1_700_000_000n * NS_PER_S;
const REASONS = { reasonEn: "lines", reasonZh: "谱线" };
const FINDINGS = ([0.4, 0.9, 0.6] as const).map(
  (confidence, i): Finding => ({
    ...{ failureMode: "bearing_outer_race", point: pointId(`p${i}`), confidence, rank: i + 1, ...REASONS },
    evidence: [{ name: "bpfo", value: 3, limit: 1, unit: "g", ...REASONS } as never],
    counterEvidence: [],
  }),
);

let folder: string;
let open: Awaited<ReturnType<typeof openPredict>>;
let server: GrpcServer;
let client: ServiceClient<typeof AssessmentService>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-list-assessments-"));
  open = await openPredict(folder);
  for (const [site, asset] of [
    ["north", "b"],
    ["north", "a"],
    ["north", "c"],
    ["south", "a"],
  ] as const)
    await assess(site, asset);
  const service = defineService(AssessmentService, { listAssessments: listAssessments(open.states) } as never);
  const logger = createLogger({ service: "test", level: "silent" });
  server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [service], logger, metrics: new Metrics("test") });
  client = createClient(AssessmentService, `127.0.0.1:${await server.start()}`);
});
afterAll(async () => {
  client.close();
  await server.stop();
  await open.store.close();
  await rm(folder, { recursive: true });
});

async function assess(site: string, asset: string) {
  const ref = assetRef("acme", site, asset);
  const of = { ref, acquisition: acquisitionId("a1"), timeNs: AT_NS, featureSet: "core-v2", modelVersion: "m" };
  const life = { status: "estimate" as const, p10S: 1, p50S: 2, p90S: 3, failureWithin: [{ horizonS: 60, probability: 0.5 }] };
  const assessment = create(AssessmentSchema, {
    condition: conditionToWire({ ...of, state: "alarm", sinceNs: AT_NS, zone: "C", onsetNs: null, levelRatio: 4 }),
    health: { ...healthToWire({ ...of, health: 0.3, findings: [], unjudged: [] }), findings: FINDINGS.map(findingToWire) },
    prognosis: rulEstimateToWire({ ...of, ...life, model: "rig", reason: "trend", reasonZh: "趋势" }),
  });
  await open.states.put(assetKey(ref), assetState(ref, initialAssessmentState(), "a1", assessment), 0);
}

const list = async (asked: object) => (await client.call.listAssessments({ organisation: "acme", site: "north", ...asked })).assessments;
const names = async (asked: object) => (await list(asked)).map(({ condition }) => `${condition?.ref?.site}/${condition?.ref?.asset}`);

test("the assets of one site come by name, those of another site do not", async () => {
  expect(await names({})).toEqual(["north/a", "north/b", "north/c"]);
  expect(await names({ organisation: "other" })).toEqual([]);
});

test("both ends of the range belong to it; the limit cuts from its start", async () => {
  expect(await names({ firstAsset: "b", lastAsset: "c" })).toEqual(["north/b", "north/c"]);
  expect(await names({ lastAsset: "a" })).toEqual(["north/a"]);
  expect(await names({ firstAsset: "a", limit: 2 })).toEqual(["north/a", "north/b"]);
});

test("an asset is told in short: the surest finding, without what it rests on", async () => {
  const [found] = await list({ lastAsset: "a" });
  expect(found).toMatchObject({ health: 0.3, condition: { levelRatio: 4 }, prognosis: { p10S: 1, p50S: 2, p90S: 3, failureWithin: [] } });
  expect(found?.finding).toMatchObject({ point: "p1", confidence: 0.9, evidence: [], counterEvidence: [] });
});

test.each([{ limit: 501 }, { site: "no/site" }])("%j is refused", async (asked) => {
  await expect(list(asked)).rejects.toMatchObject({ code: "invalid_argument" });
});
