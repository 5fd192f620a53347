import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { PrognosisService } from "@phm/contracts";
import { assetKey, assetRef, storedTime, type Verdict, verdictId } from "@phm/domain";
import { initialAssessmentState, relearnBaseline } from "@phm/pipeline";
import { createClient, createLogger, defineService, GrpcServer, Metrics, type ServiceClient } from "@phm/service-kit";
import { getPrognosisQuality } from "../src/rpc/get-prognosis-quality.js";
import { listLifeOutcomes } from "../src/rpc/list-life-outcomes.js";
import { queryPrognoses } from "../src/rpc/query-prognoses.js";
import { queryPrognosisHistory } from "../src/rpc/query-prognosis-history.js";
import { openPredict } from "./open-predict.js";
import { at, boundAt, intervalAt, silenceAt } from "./said-estimates.js";

const REF = assetRef("acme", "north", "pump");

function verdictOf(workOrder: string, change: Partial<Verdict> = {}): Verdict {
  return {
    ...{ id: verdictId(REF, workOrder), ref: REF, workOrder, component: "bearing", advised: "bearing_outer_race" },
    ...{ result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" },
    ...{ workDone: "bearing changed", repaired: true, timeNs: at(1200), failedNs: at(1000), actor: "Li", advisories: [] },
    ...change,
  };
}

let folder: string;
let predict: Awaited<ReturnType<typeof openPredict>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-outcomes-"));
  predict = await openPredict(folder);
});
afterEach(async () => {
  await predict.store.close();
  await rm(folder, { recursive: true, force: true });
});

/** One life: 300 s of silence, then bounds, then intervals until 1000 s; a last word while the machine stands. */
async function tellLife(fromS = 0) {
  for (let s = 0; s < 1000; s += 50) {
    const seconds = fromS + s;
    if (s < 300) await predict.prognoses.record(silenceAt(REF, seconds));
    else if (s < 600) await predict.prognoses.record(boundAt(REF, seconds, 500));
    else await predict.prognoses.record(intervalAt(REF, seconds, 100, 200, 300));
  }
  await predict.prognoses.record(boundAt(REF, fromS + 1100, 500));
}
const lives = () => predict.outcomes.livesOf(REF);

describe("a life that ends", () => {
  test("is held against its end: time after the failure, while the machine stood, is no part of it", async () => {
    await tellLife();
    await predict.take(verdictOf("WO-1"));
    const [life, ...others] = await lives();
    expect(others).toEqual([]);
    expect(life).toMatchObject({ ref: REF, failureMode: "bearing_outer_race", censored: false, verdictId: verdictOf("WO-1").id });
    expect(life).toMatchObject({ lifeStartNs: at(0), lifeEndNs: at(1000), closedNs: at(1200) });
    // Bounds of 500 s at 300 to 550 s: five of six were outlasted. Intervals of 100 to 300 s at 600 to 950 s: 700 to 900 s are right.
    expect(life?.byModel).toMatchObject([{ lowerBounds: 6, lowerBoundsHeld: 5, estimates: 8, covered: 5, censored: 0 }]);
    expect(life?.momentsLn).toHaveLength(20);
    expect(await predict.counted('lives_ended_total\\{end="failed"\\}')).toBe(1);
  });

  test("by a repair before it failed is censored, and no failure", async () => {
    await tellLife();
    const { failedNs: _, ...repaired } = verdictOf("WO-1", { timeNs: at(1000) });
    await predict.take(repaired);
    expect(await lives()).toMatchObject([{ censored: true, lifeEndNs: at(1000), byModel: [{ estimates: 0, censored: 14, outlasted: 2 }] }]);
  });

  test("not found judges the order and not the estimates: the life goes on", async () => {
    await tellLife();
    const { failedNs: _, failureMode: _f, mechanism: _m, cause: _c, ...rest } = verdictOf("WO-1");
    await predict.take({ ...rest, result: "not_found", repaired: false });
    expect(await lives()).toEqual([]);
  });

  test("begins again after the repair", async () => {
    await tellLife();
    await predict.take(verdictOf("WO-1"));
    await tellLife(1300);
    await predict.take(verdictOf("WO-2", { failedNs: at(2300), timeNs: at(2500) }));
    expect(await lives()).toMatchObject([{ lifeStartNs: at(0) }, { lifeStartNs: at(1300), byModel: [{ estimates: 8, covered: 5 }] }]);
  });

  test("begins where the machine was learnt anew by command, without an order", async () => {
    await tellLife();
    const assessment = { ...relearnBaseline(initialAssessmentState(), at(420)), lastNs: storedTime(at(950)) };
    const ref = { organisation: REF.organisation, site: REF.site, asset: REF.asset };
    await predict.states.put(assetKey(REF), { ...ref, assessment, acquisition: "a950", current: {} }, 0);
    await predict.take(verdictOf("WO-1", { repaired: false }));
    expect(await lives()).toMatchObject([{ lifeStartNs: at(450) }]);
  });

  test("told of twice, by the same verdict or by another order, is one end", async () => {
    await tellLife();
    await predict.take(verdictOf("WO-1"));
    const before = await lives();
    await predict.prognoses.record(intervalAt(REF, 975, 1, 2, 3));
    await predict.take(verdictOf("WO-1"));
    await predict.take(verdictOf("WO-2", { failedNs: at(990) }));
    expect(await lives()).toEqual(before);
  });

  test("is on record once, killed after any step of its verdict", async () => {
    await tellLife();
    await predict.take(verdictOf("WO-1"));
    const done = await lives();
    const { value, version } = (await predict.stored.get(verdictOf("WO-1").id))!;
    await predict.stored.put(verdictOf("WO-1").id, { ...value, isTaken: false }, version);
    await predict.take(verdictOf("WO-1"));
    expect(await lives()).toEqual(done);
    const elsewhere = await openPredict(await mkdtemp(join(folder, "killed-")));
    try {
      await elsewhere.stored.insert(verdictOf("WO-1").id, { ...value, isTaken: false });
      for (const each of (await predict.prognoses.range(REF, { limit: 100 })).estimates) await elsewhere.prognoses.record(each);
      await elsewhere.take(verdictOf("WO-1"));
      expect(await elsewhere.outcomes.livesOf(REF)).toEqual(done);
    } finally {
      await elsewhere.store.close();
    }
  });

  test("of which nothing was said has nothing to judge", async () => {
    await predict.take(verdictOf("WO-1"));
    expect(await lives()).toEqual([]);
  });
});

describe("over gRPC", () => {
  let client: ServiceClient<typeof PrognosisService>;
  let server: GrpcServer;
  beforeEach(async () => {
    const { prognoses, outcomes } = predict;
    const service = defineService(PrognosisService, {
      queryPrognoses: queryPrognoses(prognoses),
      queryPrognosisHistory: queryPrognosisHistory(prognoses, outcomes),
      getPrognosisQuality: getPrognosisQuality(outcomes),
      listLifeOutcomes: listLifeOutcomes(outcomes),
    });
    const logger = createLogger({ service: "test", level: "silent" });
    server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [service], logger, metrics: new Metrics("test") });
    client = createClient(PrognosisService, `127.0.0.1:${await server.start()}`);
  });
  afterEach(async () => {
    client.close();
    await server.stop();
  });
  const historyOf = (points: number, range = {}) => client.call.queryPrognosisHistory({ ref: { ...REF }, points, ...range });

  test("the history has a value of each column for each estimate, and what came of it where that is known", async () => {
    await tellLife();
    const going = await historyOf(100);
    expect(going.timesNs).toHaveLength(21);
    expect(going.actualRemainingS).toEqual(Array(21).fill(Number.NaN));
    await predict.take(verdictOf("WO-1"));
    const history = await historyOf(100);
    const { timesNs, statuses, p10S, p50S, p90S, modelIndexes, supported, actualRemainingS, censored, verdicts } = history;
    for (const column of [statuses, p10S, p50S, p90S, modelIndexes, supported, actualRemainingS, censored, verdicts])
      expect(column).toHaveLength(21);
    expect([timesNs[12], p10S[12], actualRemainingS[12], verdicts[12]]).toEqual([at(600), 100, 400, 2]);
    expect([actualRemainingS[14], verdicts[14], actualRemainingS[20], verdicts[20], verdicts[0]]).toEqual([300, 1, Number.NaN, 0, 0]);
    expect(history.models).toEqual(["rig"]);
    expect(history.lives).toMatchObject([{ lifeStartNs: at(0), lifeEndNs: at(1000), censored: false }]);
    expect(history.thinned).toBe(false);
  });

  test("thinned, the last estimate of each stretch stands for it, and the latest is always among them", async () => {
    await tellLife();
    const { timesNs, thinned } = await historyOf(7);
    expect(thinned).toBe(true);
    expect(timesNs.length).toBeLessThanOrEqual(7);
    expect(timesNs.at(-1)).toBe(at(1100));
    expect(timesNs).toEqual([...timesNs].sort((a, b) => Number(a - b)));
    const part = await historyOf(7, { fromNs: at(100), toNs: at(201) });
    expect([part.timesNs, part.thinned]).toEqual([[at(100), at(150), at(200)], false]);
  });

  test("lives and quality by scope; another site sees nothing", async () => {
    await tellLife();
    await predict.take(verdictOf("WO-1"));
    const asked = { organisation: "acme", site: "north", fromNs: 0n, toNs: 0n };
    const listed = await client.call.listLifeOutcomes({ ...asked, asset: "pump", limit: 10, cursor: "" });
    expect(listed.outcomes).toMatchObject([{ lifeEndNs: at(1000), byModel: [{ estimates: 8 }] }]);
    const quality = await client.call.getPrognosisQuality(asked);
    expect(quality).toMatchObject({ failedLives: 1, censoredLives: 0, models: [{ model: "rig", coverage: { ratio: 5 / 8, lives: 1 } }] });
    expect(quality.models[0]?.priorPinballLn).toBeUndefined();
    expect(await client.call.getPrognosisQuality({ ...asked, site: "south" })).toMatchObject({ failedLives: 0, models: [] });
    expect(await client.call.getPrognosisQuality({ ...asked, toNs: at(1000) })).toMatchObject({ failedLives: 0 });
  });

  test("a range that ends before it begins, and too many points, are refused by name", async () => {
    await expect(historyOf(2001)).rejects.toMatchObject({ code: "invalid_argument", field: "points" });
    await expect(historyOf(5, { fromNs: 9n, toNs: 8n })).rejects.toMatchObject({ code: "invalid_argument", field: "fromNs" });
    const pump = { organisation: "acme", site: "", asset: "pump", fromNs: 0n, toNs: 0n, limit: 1, cursor: "" };
    await expect(client.call.listLifeOutcomes(pump)).rejects.toMatchObject({ field: "site" });
  });
});
