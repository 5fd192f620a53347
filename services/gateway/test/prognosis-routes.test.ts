import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { EstimateVerdict, lifeOutcomeToWire, modelQualityToWire, PrognosisService, rulEstimateToWire } from "@phm/contracts";
import { acquisitionId, addSeconds, assetRef, formatTimeNs, type LifeOutcome, type ModelQuality, type RulEstimate } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { prognosisOperations } from "../src/routes/prognoses.js";
import { serveRoutes } from "./serve-routes.js";

const START_NS = 1_600_000_000_000_000_000n;
const at = (seconds: number) => addSeconds(START_NS, seconds);
const REF = assetRef("default", "default", "pump");
const OUTCOME: LifeOutcome = {
  ...{ ref: REF, verdictId: "default:default:pump:WO-1:verdict", failureMode: "gear", lifeStartNs: at(0), lifeEndNs: at(90) },
  ...{ closedNs: at(100), censored: false, momentsLn: [4] },
  byModel: [
    {
      ...{ model: "rig", estimates: 2, covered: 1, pinballLn: 0.4, medianErrorLn: 0.7, lowerBounds: 3, lowerBoundsHeld: 3 },
      ...{ censored: 0, outlasted: 0, remainingLn: [4, 4.2] },
    },
  ],
};
const QUALITY: ModelQuality = {
  ...{ model: "rig", coverage: { ratio: 0.5, low: 0.1, high: 0.9, lives: 1 }, boundsHeld: null, pinballLn: 0.4 },
  ...{ priorPinballLn: null, medianErrorLn: 0.7, censoredLives: 0, outlastedLives: 0 },
};
const ESTIMATE: RulEstimate = {
  ...{ ref: REF, acquisition: acquisitionId("a"), timeNs: at(10), featureSet: "f", modelVersion: "m", model: "rig" },
  ...{ status: "lower_bound", p10S: 60, reason: "quiet", reasonZh: "平稳" },
};

/** predict, played by a real gRPC server that keeps what it was asked. */
let asked: unknown;
const peer = defineService(PrognosisService, {
  queryPrognoses: async () => ({ estimates: [rulEstimateToWire(ESTIMATE)], nextCursor: "" }),
  queryPrognosisHistory: async ({ fromNs, toNs, points }) => {
    asked = { fromNs, toNs, points };
    return {
      timesNs: [at(10), at(60)],
      statuses: [2, 1],
      ...{
        p10S: [60, 10],
        p50S: [Number.NaN, 20],
        p90S: [Number.NaN, 25],
        modelIndexes: [0, 0],
        models: ["rig"],
        supported: [false, true],
      },
      ...{ actualRemainingS: [80, Number.NaN], censored: [false, false] },
      verdicts: [EstimateVerdict.HELD, EstimateVerdict.UNSPECIFIED],
      lives: [{ verdictId: OUTCOME.verdictId, lifeStartNs: at(0), lifeEndNs: at(90), censored: false, failureMode: 0 }],
      thinned: true,
    };
  },
  getPrognosisQuality: async ({ organisation, site }) => {
    asked = { organisation, site };
    return { failedLives: 1, censoredLives: 0, models: [modelQualityToWire(QUALITY)] };
  },
  listLifeOutcomes: async () => ({ outcomes: [lifeOutcomeToWire(OUTCOME)], nextCursor: "more" }),
});

let stop: () => Promise<void>;
let url: string;
beforeAll(async () => {
  const served = await serveRoutes(PrognosisService, peer, (calls) => ({ predict: { prognosis: calls } }), prognosisOperations);
  [url, stop] = [`${served.url}`, served.stop];
});
afterAll(() => stop());

async function get(path: string) {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("remaining life over REST", () => {
  test("the history comes as columns of one length, null where nothing was said or nothing is known", async () => {
    const { body } = await get(`/assets/pump/rul/history?from=${formatTimeNs(at(5))}&points=2`);
    expect(body).toEqual({
      times: [formatTimeNs(at(10)), formatTimeNs(at(60))],
      columns: {
        status: ["lower_bound", "estimate"],
        ...{ p10S: [60, 10], p50S: [null, 20], p90S: [null, 25], supported: [false, true], model: ["rig", "rig"] },
        ...{ actualRemainingS: [80, null], censored: [false, false], verdict: ["held", null] },
      },
      lives: [{ verdictId: OUTCOME.verdictId, start: formatTimeNs(at(0)), end: formatTimeNs(at(90)), censored: false, failureMode: null }],
      thinned: true,
    });
    expect(asked).toEqual({ fromNs: at(5), toNs: 0n, points: 2 });
    await get("/assets/pump/rul/history");
    expect(asked).toEqual({ fromNs: 0n, toNs: 0n, points: 500 });
  });

  test("outcomes tell how sure a share of so few lives is, and stand beside knowing nothing", async () => {
    const { body } = await get("/rul/outcomes?organisation=acme&site=north");
    expect(asked).toEqual({ organisation: "acme", site: "north" });
    expect(body).toMatchObject({
      lives: { failedCount: 1, censoredCount: 0 },
      models: [
        { model: "rig", coverage: { meanRatio: 0.5, lowRatio: 0.1, highRatio: 0.9, lifeCount: 1 }, boundsHeld: null, priorPinballLn: null },
      ],
      items: [{ asset: "pump", failureMode: "gear", end: formatTimeNs(at(90)), models: [{ intervals: { judgedCount: 2, heldCount: 1 } }] }],
      nextCursor: "more",
    });
  });

  test("the estimates themselves are listed as before", async () => {
    expect((await get("/assets/pump/rul")).body).toMatchObject({ items: [{ status: "lower_bound", p10S: 60, reasonZh: "平稳" }] });
  });

  test.each([
    ["points", "/assets/pump/rul/history?points=0"],
    ["points", "/assets/pump/rul/history?points=2001"],
    ["points", "/assets/pump/rul/history?points=many"],
    ["from", "/assets/pump/rul/history?from=yesterday"],
    ["limit", "/rul/outcomes?limit=501"],
    ["organisation", "/rul/outcomes?organisation=a.b"],
  ])("a bad %s is a 400 that names it", async (field, path) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { code: "invalid_argument", field } });
  });
});
