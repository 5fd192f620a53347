import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addSeconds, storedTime, type Verdict, verdictId } from "@phm/domain";
import { initialAssessmentState } from "@phm/pipeline";
import { changeLine, inputProfiles, type ModelLine } from "@phm/prognostics";
import { mongoTestUrl } from "@phm/testkit";
import { ModelLines } from "../src/models/model-lines.js";
import { scopeKey } from "../src/models/model-scope.js";
import { AUTOMATIC_ACTOR } from "../src/models/rollback-watch.js";
import { modelKey } from "../src/models/served-model-shelf.js";
import { LINE_COLLECTION, MODEL_COLLECTION, type StoredLine, type StoredModel } from "../src/models/stored-model.js";
import { candidate, encoded } from "./candidate-models.js";
import { endedLife, openRegistry, pump, SCOPE } from "./open-registry.js";
import { at, intervalAt } from "./said-estimates.js";

const BY = { actor: "Li", reason: "six lives" };
const FREELY = { ...BY, force: false, expectedVersion: 0 };
const BUILT_IN = "overload-rig-1";

let folder: string;
let opened: Awaited<ReturnType<typeof openRegistry>>[];
const process_ = async () => {
  const next = await openRegistry(folder);
  opened.push(next);
  return next;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-models-"));
  opened = [];
});
afterEach(async () => {
  for (const each of opened) await each.close();
  await rm(folder, { recursive: true, force: true });
});

type Predict = Awaited<ReturnType<typeof openRegistry>>;
const statesOf = async ({ registry }: Predict) =>
  Object.fromEntries((await registry.line(SCOPE)).members.map(({ model, state }) => [model, state]));
const speaking = ({ models }: Predict) => models.of(SCOPE).champion.document.card.model;
const shadowing = ({ models }: Predict) => models.of(SCOPE).challenger?.document.card.model;
const eventsOf = async ({ modelLines }: Predict) =>
  (await modelLines.events(SCOPE, { limit: 100 })).events.reverse().map(({ model, from, to }) => `${model}: ${from} -> ${to}`);

async function challenger(predict: Predict, model: string, pinballLn: number): Promise<void> {
  await predict.registry.register(SCOPE, encoded(candidate(model, pinballLn)), BY);
  await predict.registry.challenge(SCOPE, model, FREELY);
}

describe("the registry", () => {
  test("has the built-in model as champion until another is promoted, in every scope for itself", async () => {
    const predict = await process_();
    expect([speaking(predict), await statesOf(predict)]).toEqual([BUILT_IN, { [BUILT_IN]: "champion" }]);
    await challenger(predict, "rig-2", 0.1);
    expect([speaking(predict), shadowing(predict)]).toEqual([BUILT_IN, "rig-2"]);
    expect(await predict.registry.crown(SCOPE, "rig-2", FREELY)).toMatchObject({ promoted: true, gate: { passed: true, lives: 6 } });
    expect([speaking(predict), shadowing(predict)]).toEqual(["rig-2", undefined]);
    expect(await statesOf(predict)).toEqual({ [BUILT_IN]: "retired", "rig-2": "champion" });
    const elsewhere = predict.models.of({ ...SCOPE, site: "south" });
    const plant = predict.models.of({ ...SCOPE, timeScale: "plant" });
    expect([elsewhere, plant].map(({ champion }) => champion.document.card.model)).toEqual([BUILT_IN, BUILT_IN]);
  });

  test("is the same after a restart, history and all", async () => {
    const first = await process_();
    await challenger(first, "rig-2", 0.1);
    await first.registry.crown(SCOPE, "rig-2", FREELY);
    await first.registry.rollBack(SCOPE, BY, 0);
    await first.close();
    const next = await process_();
    expect(speaking(next)).toBe(BUILT_IN);
    expect(await eventsOf(next)).toEqual([
      "rig-2: null -> registered",
      "rig-2: registered -> challenger",
      `${BUILT_IN}: champion -> retired`,
      "rig-2: challenger -> champion",
      "rig-2: champion -> retired",
      `${BUILT_IN}: retired -> champion`,
    ]);
    expect((await next.modelLines.events(SCOPE, { limit: 1 })).events[0]).toMatchObject(BY);
  });

  test("takes the same document again, and refuses another one under its name", async () => {
    const { registry } = await process_();
    const once = await registry.register(SCOPE, encoded(candidate("rig-2", 0.1)), BY);
    expect(await registry.register(SCOPE, encoded(candidate("rig-2", 0.1)), { ...BY, actor: "Wang" })).toEqual(once);
    const other = registry.register(SCOPE, encoded(candidate("rig-2", 0.3)), BY);
    await expect(other).rejects.toMatchObject({ code: "already_exists", field: "card.model", retryable: false });
    await expect(registry.register(SCOPE, encoded(candidate(BUILT_IN, 0.1)), BY)).rejects.toThrow(/another name than the built-in/);
  });

  test.each([
    [
      "a document that was changed after it was signed",
      async (sign: Sign) => ({ ...(await sign()), quietBound: { confidence: 0.9, blocks: 99, lives: 6 } }),
      "signature",
    ],
    ["a fit of a kind that nobody knows", () => candidate("x", 0.1, { fitted: { kind: "oracle", inputs: [] } as never }), "fitted.kind"],
    ["a net without layers", () => candidate("x", 0.1, { fitted: { kind: "survival_net", inputs: ["lnRatio"] } }), /fitted/],
    [
      "a forest of something else",
      () => candidate("x", 0.1, { fitted: { kind: "cdf_forest", inputs: ["lnRatio"], trees: 7 } as never }),
      "trees.length",
    ],
    [
      "inputs that nobody computes",
      () => candidate("x", 0.1, { fitted: { kind: "proportional_odds", inputs: ["toString"], baseLnOdds: [], weights: [] } as never }),
      "fitted.inputs",
    ],
    ["half a document", () => "half", "document"],
  ] as [string, (sign: Sign) => unknown, string | RegExp][])("refuses %s, and keeps nothing of it", async (_, make, field) => {
    const predict = await process_();
    const sign = async () => {
      await predict.registry.register(SCOPE, encoded(candidate("signed", 0.1)), BY);
      return JSON.parse(new TextDecoder().decode(await predict.registry.document(SCOPE, "signed")));
    };
    const document = await make(sign);
    const before = await statesOf(predict);
    const refused = predict.registry.register(SCOPE, encoded(document), BY);
    await expect(refused).rejects.toMatchObject({ name: "InvalidValue", field: expect.stringMatching(field) });
    expect(await statesOf(predict)).toEqual(before);
  });

  test("gives a document back signed, and takes it so elsewhere under the same hash", async () => {
    const { registry } = await process_();
    const { digest } = await registry.register(SCOPE, encoded(candidate("rig-2", 0.1)), BY);
    const document = await registry.document(SCOPE, "rig-2");
    expect(JSON.parse(new TextDecoder().decode(document)).signature).toBe(`sha256:${digest}`);
    expect((await registry.register({ ...SCOPE, site: "south" }, document, BY)).digest).toBe(digest);
  });

  test("refuses a decision on models that have changed since, and one that is illegal, and changes nothing", async () => {
    const predict = await process_();
    await challenger(predict, "rig-2", 0.1);
    const before = await predict.registry.line(SCOPE);
    await expect(predict.registry.withdraw(SCOPE, BY, 1)).rejects.toMatchObject({ code: "conflict", limit: "2" });
    await predict.registry.register(SCOPE, encoded(candidate("rig-3", 0.1)), BY);
    await expect(predict.registry.crown(SCOPE, "rig-3", FREELY)).rejects.toThrow(/rig-3 is registered: cannot make it champion/);
    await expect(predict.registry.challenge(SCOPE, "nobody", FREELY)).rejects.toMatchObject({ code: "not_found" });
    expect((await predict.registry.line(SCOPE)).members.slice(0, 2)).toEqual(before.members);
  });
});

type Sign = () => Promise<object>;

describe("a process that is killed between two writes", () => {
  test("of a registration: the same call completes it, or else the next start", async () => {
    const first = await process_();
    const killed = await openRegistry(folder);
    opened.push(killed);
    killed.modelLines.change = () => Promise.reject(new Error("killed"));
    await expect(killed.registry.register(SCOPE, encoded(candidate("rig-2", 0.1)), BY)).rejects.toThrow("killed");
    await expect(killed.registry.register(SCOPE, encoded(candidate("rig-3", 0.1)), BY)).rejects.toThrow("killed");
    expect(await statesOf(first)).toEqual({ [BUILT_IN]: "champion" });
    await first.registry.register(SCOPE, encoded(candidate("rig-2", 0.1)), BY);
    const next = await process_();
    expect(await statesOf(next)).toEqual({ [BUILT_IN]: "champion", "rig-2": "registered", "rig-3": "registered" });
    expect(await eventsOf(next)).toEqual(["rig-2: null -> registered", "rig-3: null -> registered"]);
  });

  test("of a decision: the history has it after the next start, once", async () => {
    const first = await process_();
    await challenger(first, "rig-2", 0.1);
    const lines = await first.store.collection<StoredLine>(LINE_COLLECTION);
    const killed = new ModelLines(lines, { append: () => Promise.reject(new Error("killed")) } as never);
    const withdraw = (line: ModelLine) => changeLine(line, { kind: "withdraw" }, BUILT_IN, BY, 1n);
    await expect(killed.change(SCOPE, withdraw)).rejects.toThrow("killed");
    const id = scopeKey(SCOPE);
    expect((await lines.get(id))?.value).toMatchObject({ pending: [{ model: "rig-2", to: "retired" }] });
    expect(await eventsOf(first)).toHaveLength(2);
    const next = await process_();
    expect(await eventsOf(next)).toEqual(["rig-2: null -> registered", "rig-2: registered -> challenger", "rig-2: challenger -> retired"]);
    expect((await lines.get(id))?.value).toMatchObject({ pending: [] });
  });

  test("a document that was damaged in the store is not served: what was served stays, and it is told", async () => {
    const first = await process_();
    await challenger(first, "rig-2", 0.1);
    await first.registry.crown(SCOPE, "rig-2", FREELY);
    await challenger(first, "rig-3", 0.05);
    const models = await first.store.collection<StoredModel>(MODEL_COLLECTION);
    const stored = (await models.get(modelKey(SCOPE, "rig-2")))!;
    await models.put(modelKey(SCOPE, "rig-2"), { ...stored.value, digest: "0".repeat(64) }, stored.version);
    await first.models.refresh();
    expect(speaking(first)).toBe("rig-2");
    const next = await process_();
    expect(speaking(next)).toBe(BUILT_IN);
    expect(await next.metric("model_load_failures_total")).not.toEqual(["phm_predict_model_load_failures_total 0"]);
    // A challenger needs not wait until somebody has taken the damaged one back: it has to beat what speaks instead.
    expect(await next.registry.preview(SCOPE)).toMatchObject({ champion: BUILT_IN, challenger: "rig-3" });
    expect(await next.registry.crown(SCOPE, "rig-3", FREELY)).toMatchObject({ promoted: true, gate: { champion: BUILT_IN } });
    await next.models.refresh();
    expect(speaking(next)).toBe("rig-3");
  });
});

describe("two processes", () => {
  test("both serve what one of them promotes, the other with its next look", async () => {
    const [one, other] = [await process_(), await process_()];
    await challenger(one, "rig-2", 0.1);
    await one.registry.crown(SCOPE, "rig-2", FREELY);
    expect([speaking(one), speaking(other)]).toEqual(["rig-2", BUILT_IN]);
    await other.models.refresh();
    expect(speaking(other)).toBe("rig-2");
  });

  test("that decide at the same moment leave one champion, at most one challenger and a whole history", async () => {
    const processes = [await process_(), await process_()];
    const names = ["a", "b", "c", "d"];
    for (const name of names) await processes[0]!.registry.register(SCOPE, encoded(candidate(name, 0.1)), BY);
    const decisions = names.flatMap((name, i) => {
      const { registry } = processes[i % 2]!;
      return [registry.challenge(SCOPE, name, FREELY), registry.crown(SCOPE, name, FREELY), registry.rollBack(SCOPE, BY, 0)];
    });
    await Promise.allSettled(decisions);
    const states = Object.values(await statesOf(processes[0]!));
    expect(states.filter((state) => state === "champion")).toHaveLength(1);
    expect(states.filter((state) => state === "challenger").length).toBeLessThanOrEqual(1);
    await processes[0]!.modelLines.tellPending();
    const { events } = await processes[0]!.modelLines.events(SCOPE, { limit: 100 });
    const { sequence } = await processes[0]!.registry.line(SCOPE);
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: sequence }, (_, i) => sequence - i));
  });
});

describe("the gate", () => {
  test("refuses a challenger that is worse on the cards, with the comparison; a forced promotion is on record as forced", async () => {
    const predict = await process_();
    await challenger(predict, "worse", 0.3);
    const refused = await predict.registry.crown(SCOPE, "worse", FREELY);
    expect(refused).toMatchObject({ promoted: false, gate: { passed: false, champion: BUILT_IN, challenger: "worse" } });
    expect(refused.gate?.criteria.find(({ passed }) => !passed)).toMatchObject({
      measure: "pinball_ln",
      champion: expect.closeTo(0.2, 9),
      challenger: expect.closeTo(0.3, 9),
    });
    expect(speaking(predict)).toBe(BUILT_IN);
    expect(
      await predict.registry.crown(SCOPE, "worse", { ...FREELY, force: true, reason: "the old one is wrong on oil pumps" }),
    ).toMatchObject({ promoted: true });
    expect((await predict.modelLines.events(SCOPE, { limit: 1 })).events[0]).toMatchObject({
      model: "worse",
      to: "champion",
      forced: true,
    });
  });

  test("does not let through what was never measured", async () => {
    const predict = await process_();
    const { evaluation: _, ...card } = candidate("unmeasured", 0.1).card;
    await predict.registry.register(SCOPE, encoded(candidate("unmeasured", 0.1, { card })), BY);
    await predict.registry.challenge(SCOPE, "unmeasured", FREELY);
    expect(await predict.registry.crown(SCOPE, "unmeasured", FREELY)).toMatchObject({ promoted: false, gate: { lives: 0 } });
  });

  test("counts lives that ended here while one spoke and the other ran in shadow", async () => {
    const predict = await process_();
    await challenger(predict, "rig-2", 0.1);
    for (let i = 0; i < 4; i++) {
      await predict.outcomes.record(endedLife(i, BUILT_IN, 0.9));
      await predict.shadowOutcomes.record(endedLife(i, "rig-2", 0.2, 0.9));
    }
    await predict.outcomes.record(endedLife(4, BUILT_IN, 0.9));
    const { gate, promoted } = await predict.registry.crown(SCOPE, "rig-2", FREELY);
    expect([promoted, gate?.lives, gate?.liveLives]).toEqual([false, 10, 4]);
    expect(gate?.criteria.filter(({ passed, over }) => !passed && over === "live").map(({ measure }) => measure)).toEqual([
      "pinball_ln",
      "coverage_ratio",
    ]);
  });

  test("counts machines that were found sound while a model hurried people to them", async () => {
    const predict = await process_();
    await challenger(predict, "hasty", 0.1);
    const ref = pump(1);
    const trend = {
      ...initialAssessmentState().trend,
      indicators: { lastNs: storedTime(at(100)), intervalsS: [20], blockS: 60, blockStartNs: storedTime(at(100)), blocks: [] },
    };
    const assessment = { ...initialAssessmentState(), trend };
    await predict.states.put(
      "acme:north:pump-1",
      { organisation: "acme", site: "north", asset: "pump-1", assessment, acquisition: "a100", current: {} },
      0,
    );
    await predict.prognoses.record(intervalAt(ref, 100, 1200, 3600, 9000, BUILT_IN));
    await predict.shadows.record(intervalAt(ref, 100, 300, 900, 9000, "hasty"));
    const sound: Verdict = {
      ...{ id: verdictId(ref, "WO-1"), ref, workOrder: "WO-1", component: "bearing", advised: "bearing_outer_race", result: "not_found" },
      ...{ workDone: "looked", repaired: false, timeNs: addSeconds(at(100), 30), actor: "Li", advisories: [] },
    };
    await predict.verdicts.record(sound);
    const { promoted, gate } = await predict.registry.crown(SCOPE, "hasty", FREELY);
    expect(promoted).toBe(false);
    expect(gate?.criteria.find(({ measure }) => measure === "false_tickets")).toMatchObject({ champion: 0, challenger: 1, passed: false });
  });
});

describe("a champion whose lives end otherwise than it said", () => {
  const reigning = async () => {
    const predict = await process_();
    await challenger(predict, "rig-2", 0.1);
    await predict.registry.crown(SCOPE, "rig-2", FREELY);
    return predict;
  };

  test("gives way to the former one by itself, once there are enough of them, with the reason in the history", async () => {
    const predict = await reigning();
    for (let i = 0; i < 3; i++) await predict.outcomes.record(endedLife(i, "rig-2", 0));
    await predict.modelUpkeep.judge();
    expect(speaking(predict)).toBe("rig-2");
    await predict.outcomes.record(endedLife(3, "rig-2", 0));
    await predict.modelUpkeep.judge();
    expect(speaking(predict)).toBe(BUILT_IN);
    const { events } = await predict.modelLines.events(SCOPE, { limit: 1 });
    expect(events[0]).toMatchObject({
      model: BUILT_IN,
      to: "champion",
      actor: AUTOMATIC_ACTOR,
      reason: expect.stringMatching(/rig-2 held 0 % .* 4 lives .* 85 %/),
    });
    expect(await predict.metric("model_rollbacks_total{")).toEqual(['phm_predict_model_rollbacks_total{cause="automatic"} 1']);
    await predict.modelUpkeep.judge();
    expect((await predict.registry.line(SCOPE)).sequence).toBe(events[0]?.sequence);
  });

  test("stays while they are covered, and lives of the time before do not count against it", async () => {
    const predict = await process_();
    for (let i = 0; i < 8; i++) await predict.outcomes.record(endedLife(i, "rig-2", 0));
    await challenger(predict, "rig-2", 0.1);
    await predict.registry.crown(SCOPE, "rig-2", FREELY);
    for (let i = 8; i < 20; i++) await predict.outcomes.record(endedLife(i, "rig-2", 0.8));
    await predict.modelUpkeep.judge();
    expect(speaking(predict)).toBe("rig-2");
  });

  test("is taken back once, whoever looks", async () => {
    const [one, other] = [await reigning(), await process_()];
    for (let i = 0; i < 4; i++) await one.outcomes.record(endedLife(i, "rig-2", 0));
    await Promise.all([one.modelUpkeep.judge(), other.modelUpkeep.judge()]);
    await one.modelLines.tellPending();
    expect((await eventsOf(one)).filter((event) => event === "rig-2: champion -> retired")).toHaveLength(1);
  });
});

describe("what is shown of the models that serve", () => {
  const inputs = (lnRatio: number) => ({ lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 });
  const moments = Array.from({ length: 500 }, (_, i) => ({ remainingBlocks: 500 - i, onset: true, indicators: inputs(i / 100) }));
  const profiles = inputProfiles([{ id: "x", moments }], ["lnRatio"]);

  test("drift of the inputs is told from two hundred moments on, whatever machine is asked most", async () => {
    const predict = await process_();
    await predict.registry.register(SCOPE, encoded(candidate("rig-2", 0.1, { inputProfiles: profiles })), BY);
    await predict.registry.challenge(SCOPE, "rig-2", FREELY);
    const sample = predict.drift.of(SCOPE);
    const { document } = predict.models.of(SCOPE).challenger!;
    for (let i = 0; i < 5000; i++) sample.observe(pump(0), inputs(4.9));
    expect(sample.figures(document)).toEqual([{ input: "lnRatio", stabilityIndex: null, values: 40, drifted: false }]);
    for (let asset = 1; asset < 50; asset++)
      for (let i = 0; i < 40; i++) sample.observe(pump(asset), inputs(((asset * 40 + i) % 500) / 100));
    expect(sample.figures(document)).toEqual([{ input: "lnRatio", stabilityIndex: expect.any(Number), values: 2000, drifted: false }]);
    for (let asset = 50; asset < 100; asset++) for (let i = 0; i < 40; i++) sample.observe(pump(asset), inputs(4.5));
    expect(sample.figures(document)).toEqual([{ input: "lnRatio", stabilityIndex: expect.any(Number), values: 2000, drifted: true }]);
    await predict.modelUpkeep.judge();
    const labels = 'organisation="acme",site="north",time_scale="overload_rig",role="challenger"';
    expect(await predict.metric("model_info{")).toContain(`phm_predict_model_info{${labels},model="rig-2"} 1`);
    expect(await predict.metric("model_input_stability_index{")).toHaveLength(2);
  });

  test("the built-in model is shown too, where machines were scored and nothing was ever registered", async () => {
    const predict = await process_();
    await predict.modelUpkeep.judge();
    expect(await predict.metric("model_info{")).toEqual([]);
    expect(predict.models.serve(SCOPE).champion.document.card.model).toBe(BUILT_IN);
    await predict.modelUpkeep.judge();
    expect(await predict.metric("model_info{")).toEqual([expect.stringContaining(`role="champion",model="${BUILT_IN}"} 1`)]);
    await challenger(predict, "rig-2", 0.1);
    expect(shadowing(predict)).toBe("rig-2");
  });

  test("a model that serves no more is shown no more", async () => {
    const predict = await process_();
    await challenger(predict, "rig-2", 0.1);
    await predict.registry.withdraw(SCOPE, BY, 0);
    await predict.modelUpkeep.judge();
    expect((await predict.metric("model_info{")).join()).not.toContain("rig-2");
  });
});

const mongoUrl = await mongoTestUrl();
(mongoUrl ? test : test.skip)("MongoDB: the same life of a model", async () => {
  const predict = await openRegistry(folder, mongoUrl);
  opened.push(predict);
  await challenger(predict, "rig-2", 0.1);
  expect(await predict.registry.crown(SCOPE, "rig-2", FREELY)).toMatchObject({ promoted: true });
  const next = await openRegistry(folder, mongoUrl);
  opened.push(next);
  expect([speaking(next), await eventsOf(next)]).toEqual(["rig-2", expect.arrayContaining(["rig-2: challenger -> champion"])]);
});
