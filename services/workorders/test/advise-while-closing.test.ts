import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { applyAdvisory, FAULT_KNOWLEDGE } from "@phm/advisory";
import { AdvisorySchema, AssessmentSchema, conditionToWire, healthToWire, rulEstimateToWire } from "@phm/contracts";
import { acquisitionId, addSeconds, assetKey, assetRef, type ConditionLevel, pointId } from "@phm/domain";
import {
  type Collection,
  type DocumentStore,
  type JetStreamPublisher,
  Metrics,
  openStore,
  type Publication,
  type ReceivedMessage,
} from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState } from "../src/advise/advice-state.js";
import { AdvisoryLog } from "../src/advise/advisory-log.js";
import { judgeAdvice } from "../src/advise/judge-advice.js";
import { MachineClock } from "../src/advise/machine-clock.js";
import { takeAssessment } from "../src/advise/take-assessment.js";
import { BEARING_COLLECTION, SiteBearings } from "../src/bearings/site-bearings.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase } from "../src/knowledge/knowledge-base.js";
import { WorkordersMetrics } from "../src/metrics.js";
import { OrderEventLog } from "../src/orders/order-event-log.js";
import { ORDER_COLLECTION, readOrder, type StoredOrder } from "../src/orders/stored-order.js";
import { WorkOrderBook } from "../src/orders/work-order-book.js";
import { PartStore } from "../src/parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "../src/parts/stored-part.js";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "../src/planning/planned-stops.js";
import { CONDITION_COLLECTION, ConditionBook, type StoredConditionMarks } from "../src/plans/condition-book.js";
import { RUN_COUNT_COLLECTION, RunHours, type StoredRunCount } from "../src/plans/run-hours.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "../src/register/asset-register.js";
import type { StoredRevision } from "../src/revisions/revision-book.js";
import { type StoredSuppression, SUPPRESSION_COLLECTION, SuppressionBook } from "../src/suppressions/suppression-book.js";

const START_NS = 1_700_000_000_000_000_000n;
const REF = assetRef("acme", "north", "pump");

/** The message of an assessment that finds an outer race fault. */
function assessmentAt(seconds: number, state: ConditionLevel): ReceivedMessage {
  const timeNs = addSeconds(START_NS, seconds);
  const of = { ref: REF, acquisition: acquisitionId(`a${seconds}`), timeNs, featureSet: "core-v1", modelVersion: "m-1" };
  const said = { evidence: [], counterEvidence: [], reasonEn: "why", reasonZh: "原因" };
  const finding = { failureMode: "bearing_outer_race", point: pointId("h"), confidence: 0.9, rank: 1, ...said } as const;
  const message = create(AssessmentSchema, {
    condition: conditionToWire({ ...of, state, sinceNs: START_NS, zone: null, onsetNs: null, levelRatio: 2 }),
    health: healthToWire({ ...of, health: 0.5, findings: [finding], unjudged: [] }),
    prognosis: rulEstimateToWire({ ...of, status: "abstain", model: "m", reason: "none", reasonZh: "无" }),
  });
  return { payload: toBinary(AssessmentSchema, message), header: () => undefined } as unknown as ReceivedMessage;
}

let folder: string;
let store: DocumentStore;
let advice: Collection<AdviceState>;
let orders: Collection<StoredOrder>;
let take: (message: ReceivedMessage) => Promise<void>;
let plannedStops: PlannedStops;
let suppressions: SuppressionBook;
let published: Publication[];
/** Runs once, between the reading of the advice and its next writing. */
let meanwhile: (() => Promise<void>) | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-advise-"));
  store = await openStore({ database: "unused", folder, file: "workorders.db" });
  advice = await store.collection<AdviceState>(ADVICE_COLLECTION);
  orders = await store.collection<StoredOrder>(ORDER_COLLECTION);
  published = [];
  const interrupted = Object.create(advice) as Collection<AdviceState>;
  interrupted.put = async (...args) => {
    const now = meanwhile;
    meanwhile = undefined;
    await now?.();
    return advice.put(...args);
  };
  const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), () => START_NS);
  const register = new AssetRegister(await store.collection<RegisteredAsset>(ASSET_COLLECTION), bearings, async () => {});
  await register.put({ ref: REF, kind: "pump", component: "bearing", points: [{ id: pointId("h"), quantity: "acceleration", unit: "g" }] });
  plannedStops = new PlannedStops(await store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION));
  suppressions = new SuppressionBook(await store.collection<StoredSuppression>(SUPPRESSION_COLLECTION), new MachineClock(advice));
  const handle = takeAssessment({
    register,
    advice: interrupted,
    advisories: new AdvisoryLog(await store.series("advisories")),
    orders: new WorkOrderBook(orders, applyAdvisory, new OrderEventLog(await store.series("order_events"))),
    knowledge: new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => START_NS),
    plannedStops,
    parts: new PartStore(await store.collection<StoredPart>(PART_COLLECTION), await store.series("part_movements"), () => START_NS),
    bills: { placed: async () => [] },
    suppressions,
    plans: {
      conditions: new ConditionBook(await store.collection<StoredConditionMarks>(CONDITION_COLLECTION)),
      runHours: new RunHours(await store.collection<StoredRunCount>(RUN_COUNT_COLLECTION)),
    },
    publisher: { publish: async (each: Publication) => void published.push(each) } as unknown as JetStreamPublisher,
    metrics: new WorkordersMetrics(new Metrics("test")),
  });
  take = (message) => handle(message, new AbortController().signal);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const statements = async () => (await advice.get(assetKey(REF)))?.value.advisory.statements;
const judge = (seconds: number) => judgeAdvice(advice, REF, { family: "bearing", atNs: addSeconds(START_NS, seconds), repaired: false });

describe("an assessment that is advised on while its order ends", () => {
  test("neither loses the judgement nor is itself lost, and opens nothing on unchanged evidence", async () => {
    await take(assessmentAt(0, "alert"));
    expect(await orders.count()).toBe(1);
    meanwhile = () => judge(5);
    await take(assessmentAt(10, "alert"));
    expect(meanwhile).toBeUndefined();
    expect(await statements()).toMatchObject([{ failureMode: "bearing_outer_race", judged: { repaired: false, levelRatio: 2 } }]);
    expect((await advice.get(assetKey(REF)))?.value.acquisition).toBe("a10");
    expect(await orders.count()).toBe(1);
    expect(published.map(({ subject }) => subject.split(".")[1])).toEqual(["advisory", "workorder"]);
  });

  test("still says, once, what has grown beyond what was judged", async () => {
    await take(assessmentAt(0, "alert"));
    meanwhile = () => judge(5);
    await take(assessmentAt(10, "alarm"));
    const said = await statements();
    expect(said).toMatchObject([{ tier: "act_now" }]);
    expect(said?.[0]).not.toHaveProperty("judged");
    expect(new Set(published.map(({ messageId }) => messageId)).size).toBe(4);
    await take(assessmentAt(20, "alarm"));
    expect(new Set(published.map(({ messageId }) => messageId)).size).toBe(4);
  });
});

describe("an assessment that finds a fault", () => {
  test("makes an order that is due at the planned stop before its usual date, and says so", async () => {
    const { organisation, site } = REF;
    const startNs = addSeconds(START_NS, 2_400);
    await plannedStops.put({ id: "shift-change", organisation, site, startNs, endNs: addSeconds(startNs, 900), source: "MES", note: "" });
    await take(assessmentAt(0, "alert"));
    const { items } = await orders.query({ limit: 1 });
    const { latest } = readOrder(items[0]!.value);
    expect(latest).toMatchObject({ dueNs: startNs, plannedStop: "shift-change" });
    expect(latest?.dueReasonEn).toContain("Planned stop shift-change begins before that");
  });

  test("gives an order the date of a stop that comes in, and its usual one back when that is withdrawn", async () => {
    const { organisation, site } = REF;
    const due = async () => (readOrder((await orders.query({ limit: 1 })).items[0]!.value).dueNs - START_NS) / 1_000_000_000n;
    const startNs = addSeconds(START_NS, 2_400);
    await take(assessmentAt(0, "alert"));
    expect(await due()).toBe(3_600n);
    await plannedStops.put({ id: "line-stop", organisation, site, startNs, endNs: addSeconds(startNs, 900), source: "eam", note: "" });
    await take(assessmentAt(10, "alert"));
    expect(await due()).toBe(2_400n);
    await plannedStops.remove(organisation, site, "line-stop");
    await take(assessmentAt(20, "alert"));
    expect(await due()).toBe(3_620n);
  });

  test("makes an order with the knowledge base's checks, and with the condition that it was opened in", async () => {
    await take(assessmentAt(0, "alert"));
    const { items } = await orders.query({ limit: 1 });
    const { work, course } = readOrder(items[0]!.value);
    expect(work?.checklist.map(({ text }) => text)).toEqual(FAULT_KNOWLEDGE.bearing_outer_race.checks);
    expect(course).toMatchObject({ opening: { state: "alert", levelRatio: 2, confidence: 0.9 }, result: "not_yet_known" });
  });

  test("opens no order while it is suppressed, says so, and opens one when the suppression is lifted", async () => {
    await take(assessmentAt(0, "normal"));
    const wanted = { ref: REF, point: pointId("h"), failureMode: "bearing_outer_race", actor: "Li", reason: "a loose cable" } as const;
    const { id } = await suppressions.add({ ...wanted, untilNs: addSeconds(START_NS, 3_600) });
    await take(assessmentAt(10, "alert"));
    await take(assessmentAt(20, "alert"));
    expect(await orders.count()).toBe(0);
    const advisories = () => published.filter(({ subject }) => subject.startsWith("phm.advisory."));
    const told = fromBinary(AdvisorySchema, advisories().at(-1)!.payload);
    expect(told.suppressedBy).toMatchObject({ id, reason: "a loose cable" });
    expect(advisories()).toHaveLength(2);
    await suppressions.lift(REF.organisation, id, "Wang", "it was real");
    await take(assessmentAt(30, "alert"));
    expect(await orders.count({ organisation: REF.organisation, standing: true })).toBe(1);
  });
});
