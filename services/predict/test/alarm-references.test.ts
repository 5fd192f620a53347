import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { AssessmentSchema } from "@phm/contracts";
import { acquisitionId, addSeconds, assetKey, assetRef, type ConditionLevel, NS_PER_S, storedTime } from "@phm/domain";
import { initialAssessmentState } from "@phm/pipeline";
import { assetState } from "../src/assess/asset-state.js";
import { AlarmReferences } from "../src/evidence/alarm-references.js";
import { openPredict } from "./open-predict.js";

const REF = assetRef("acme", "plant", "pump-1");
const START_NS = 1_700_000_000n * NS_PER_S;

let folder: string;
let open: Awaited<ReturnType<typeof openPredict>>;
let references: AlarmReferences;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-alarm-references-"));
  open = await openPredict(folder);
  references = new AlarmReferences(open.states, open.alarmBook, open.history, 30);
});
afterEach(async () => {
  await open.store.close();
  await rm(folder, { recursive: true });
});

const follow = (second: number, state: ConditionLevel) => {
  const timeNs = addSeconds(START_NS, second);
  const of = { ref: REF, acquisition: acquisitionId(`a${second}`), timeNs, featureSet: "core-v2", modelVersion: "m" };
  return open.alarmBook.follow({ ...of, state, sinceNs: timeNs, zone: null, onsetNs: null, levelRatio: 2 }, "recorded");
};

test("the acquisitions that raised, changed and cleared an alarm are referred to; those between are not", async () => {
  const states: ConditionLevel[] = ["normal", "normal", "alert", "alert", "alarm", "alarm", "normal", "normal"];
  for (const [second, state] of states.entries()) await follow(second, state);
  const found = new Set((await references.all(REF)).references.map(({ acquisition }) => acquisition));
  expect([...found].sort()).toEqual(expect.arrayContaining(["a2", "a4", "a6"]));
  for (const between of ["a1", "a3", "a5", "a7"]) expect(found.has(acquisitionId(between))).toBe(false);
});

test("several pages hold all of a long history", async () => {
  for (let second = 0; second < 500; second++) await follow(second, second % 2 === 0 ? "alarm" : "normal");
  expect(new Set((await references.all(REF)).references.map(({ acquisition }) => acquisition)).size).toBe(500);
}, 30_000);

test("what is settled ends before the reorder window; nothing is settled of a machine that was never assessed", async () => {
  expect((await references.list(REF)).settledBeforeNs).toBe(0n);
  const assessment = { ...initialAssessmentState(), lastNs: storedTime(START_NS) };
  await open.states.put(assetKey(REF), assetState(REF, assessment, "a0", create(AssessmentSchema, {})), 0);
  const { settledBeforeNs } = await references.list(REF);
  expect(START_NS - settledBeforeNs).toBeGreaterThanOrEqual(60n * NS_PER_S);
});
