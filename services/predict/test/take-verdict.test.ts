import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AssessmentSchema, conditionToWire, healthToWire, rulEstimateToWire } from "@phm/contracts";
import { acquisitionId, addSeconds, assetKey, assetRef, type ConditionLevel, storedTime, type Verdict, verdictId } from "@phm/domain";
import { initialAssessmentState } from "@phm/pipeline";
import type { DocumentStore, JsonObject } from "@phm/service-kit";
import { type AssetState, assetState, currentAssessment } from "../src/assess/asset-state.js";
import { openPredict } from "./open-predict.js";

const START_NS = 1_600_000_000_000_000_000n;
const REF = assetRef("acme", "north", "pump");
const at = (seconds: number) => addSeconds(START_NS, seconds);

function verdictOf(workOrder: string, change: Partial<Verdict> = {}): Verdict {
  return {
    ...{ id: verdictId(REF, workOrder), ref: REF, workOrder, component: "bearing", advised: "bearing_outer_race" },
    ...{ result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" },
    ...{ workDone: "bearing changed", repaired: true, timeNs: at(100), actor: "Li", advisories: [] },
    ...change,
  };
}

function conditionAt(seconds: number, state: ConditionLevel) {
  const of = { ref: REF, acquisition: acquisitionId(`a${seconds}`), timeNs: at(seconds), featureSet: "core-v1", modelVersion: "m-1" };
  return { ...of, state, sinceNs: of.timeNs, zone: null, onsetNs: at(50), levelRatio: 3 };
}

/** What predict knows of a machine in alarm, 100 s after the start. */
function alarmedState(): AssetState {
  const condition = conditionAt(100, "alarm");
  const { state, sinceNs, zone, onsetNs, levelRatio, ...of } = condition;
  const message = create(AssessmentSchema, {
    condition: conditionToWire(condition),
    health: healthToWire({ ...of, health: 0.2, findings: [], unjudged: [] }),
    prognosis: rulEstimateToWire({ ...of, status: "abstain", model: "m", reason: "none", reasonZh: "无" }),
  });
  const record = { state, sinceNs: storedTime(sinceNs), zone, onsetNs: storedTime(onsetNs) };
  return assetState(REF, { ...initialAssessmentState(), acquisitions: 7, lastNs: storedTime(at(100)), condition: record }, "a100", message);
}

let folder: string;
let predict: Awaited<ReturnType<typeof openPredict>>;
let stores: DocumentStore[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-verdicts-"));
  predict = await openPredict(folder);
  stores = [predict.store];
  await predict.states.put(assetKey(REF), alarmedState(), 0);
  await predict.alarmBook.follow(conditionAt(100, "alarm"), "recorded");
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await rm(folder, { recursive: true, force: true });
});

const state = async () => (await predict.states.get(assetKey(REF)))!;
const learnsFrom = async () => (await state()).value.assessment.detection.learnFromNs;

describe("a verdict that reaches predict", () => {
  test("on a repaired machine: it is learnt anew from then on, and its alarm is cleared in the name of who repaired it", async () => {
    await predict.take(verdictOf("WO-1"));
    expect(await learnsFrom()).toBe(storedTime(at(100)));
    expect((await state()).value.assessment).toMatchObject({ acquisitions: 7, condition: { state: "learning", onsetNs: null } });
    expect(currentAssessment((await state()).value).health?.findings).toEqual([]);
    const { transitions } = await predict.history.list(REF, { limit: 10 });
    expect(transitions[0]).toMatchObject({ event: "cleared", actor: "Li", reason: "WO-1: bearing changed" });
  });

  test("delivered again, also much later, it has no further effect: what was learnt since stays", async () => {
    await predict.take(verdictOf("WO-1"));
    const learnt = { ...(await state()).value.assessment, lastNs: storedTime(at(900)), acquisitions: 99 };
    const { value, version } = await state();
    await predict.states.put(assetKey(REF), { ...value, assessment: learnt }, version);
    await predict.alarmBook.follow(conditionAt(900, "alarm"), "recorded");
    await predict.take(verdictOf("WO-1"));
    expect((await state()).value.assessment).toEqual(learnt);
    expect((await predict.alarmBook.find(REF))?.record.active).toBe(true);
    expect(await predict.counted("baselines_relearned_total")).toBe(1);
  });

  test("killed after any step, it is taken up where it was left", async () => {
    await predict.stored.insert(verdictOf("WO-1").id, {
      ...{ organisation: "acme", site: "north", asset: "pump", timeNs: storedTime(at(100)), isTaken: false },
      verdict: await storedForm(),
    });
    await predict.take(verdictOf("WO-1"));
    expect(await learnsFrom()).toBe(storedTime(at(100)));
    expect((await predict.stored.get(verdictOf("WO-1").id))?.value.isTaken).toBe(true);
  });

  test("not repaired: it is on record and changes nothing", async () => {
    const before = await state();
    await predict.take(verdictOf("WO-1", { repaired: false }));
    expect(await state()).toEqual(before);
    expect(await predict.stored.count()).toBe(1);
  });

  test("of recorded data is never taken from a time that has not come", async () => {
    await predict.take(verdictOf("WO-1", { timeNs: at(1_000_000) }));
    expect(await learnsFrom()).toBe(storedTime(at(100)));
  });

  test("about a machine of which nothing was assessed is on record", async () => {
    const fan = assetRef("acme", "north", "fan");
    await predict.take(verdictOf("WO-1", { ref: fan, id: verdictId(fan, "WO-1") }));
    expect(await predict.stored.count()).toBe(1);
  });

  test("another one under the same id is refused for good", async () => {
    await predict.take(verdictOf("WO-1"));
    await expect(predict.take(verdictOf("WO-1", { result: "other" }))).rejects.toMatchObject({ code: "already_exists", retryable: false });
  });

  test("an assessment at the same moment is not lost, nor is the repair", async () => {
    const other = await openPredict(folder);
    stores.push(other.store);
    const assessing = (async () => {
      for (let i = 1; i <= 20; i++) {
        const { value, version } = (await other.states.get(assetKey(REF)))!;
        const assessment = { ...value.assessment, acquisitions: value.assessment.acquisitions + 1 };
        await other.states.put(assetKey(REF), { ...value, assessment }, version).catch(() => (i -= 1));
      }
    })();
    // The consumer hands a message in again after an error that is worth it.
    const taking = (): Promise<void> =>
      predict.take(verdictOf("WO-1")).catch((error: { retryable?: boolean }) => (error.retryable ? taking() : Promise.reject(error)));
    await Promise.all([assessing, taking()]);
    expect((await state()).value.assessment).toMatchObject({ acquisitions: 27, detection: { learnFromNs: storedTime(at(100)) } });
  });

  async function storedForm(): Promise<JsonObject> {
    const scratch = await openPredict(await mkdtemp(join(folder, "scratch-")));
    stores.push(scratch.store);
    await scratch.take(verdictOf("WO-1"));
    return (await scratch.stored.get(verdictOf("WO-1").id))!.value.verdict;
  }
});

describe("precision by verdict", () => {
  const figures = async (site = "north") =>
    (await predict.statistics.figures({ organisation: "acme", site, toNs: at(500), verdicts: [] })).kpis;

  test("counts alarms by the first verdict after them; what was found on a sensor does not judge the machine's alarm", async () => {
    expect(await figures()).toMatchObject({ raised: 1, judged: 0, precisionRatio: null });
    await predict.take(verdictOf("WO-0", { advised: "sensor_fault", result: "not_found", timeNs: at(101) }));
    expect(await figures()).toMatchObject({ judged: 0 });
    await predict.take(verdictOf("WO-1", { timeNs: at(200) }));
    await predict.alarmBook.follow(conditionAt(300, "alarm"), "recorded");
    await predict.take(verdictOf("WO-2", { result: "not_found", repaired: false, timeNs: at(400) }));
    expect(await figures()).toMatchObject({ raised: 2, judged: 2, confirmed: 1, precisionRatio: 0.5 });
    expect(await figures("south")).toMatchObject({ raised: 0, judged: 0 });
  });
});
