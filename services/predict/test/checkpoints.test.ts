import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { AssessmentSchema } from "@phm/contracts";
import { type AssetRef, acquisitionId, type EvidenceReferences, type FeatureVector, NS_PER_S } from "@phm/domain";
import { initialAssessmentState } from "@phm/pipeline";
import { createLogger, type DocumentStore, openStore, ServiceError, SweepLog } from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import type { AlarmReferences } from "../src/evidence/alarm-references.js";
import { CheckpointRound } from "../src/evidence/checkpoint-round.js";
import { Checkpoints } from "../src/evidence/checkpoints.js";

const UNENDED = new AbortController().signal;

const { config } = simulateLife({ seed: 1, acquisitions: 2, samples: 256, sampleRateHz: 12_800 });
const { ref } = config;
const NOW_NS = 1_800_000_000n * NS_PER_S;
const HOUR_NS = 3_600n * NS_PER_S;
const before = initialAssessmentState();
const finding = { failureMode: "unbalance" } as never;

let folder: string;
let store: DocumentStore;
let checkpoints: Checkpoints;
let log: SweepLog;
let nowNs: bigint;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-checkpoints-"));
  store = await openStore({ database: "unused", folder, file: "predict.db" });
  nowNs = NOW_NS - 2n * HOUR_NS;
  checkpoints = await Checkpoints.open(store, () => nowNs);
  log = await SweepLog.open(store);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const keep = (id: string, findings = [finding], startTimeNs = NOW_NS - 5n * HOUR_NS) => {
  const features = { ref, acquisition: acquisitionId(id), startTimeNs } as FeatureVector;
  return checkpoints.keep({ features, config, before, after: { ...before, findings }, said: create(AssessmentSchema, {}), model: "m" });
};
const refers = (ids: readonly string[], settledBeforeNs = NOW_NS): EvidenceReferences => ({
  settledBeforeNs,
  references: ids.map((id) => ({
    ...{ ref, acquisition: acquisitionId(id), startTimeNs: 0n, owner: "workorders", kind: "advisory", record: "1", reason: "" },
  })) as never,
});
const run = (alarms: EvidenceReferences, orders: (asked: AssetRef) => Promise<EvidenceReferences>) =>
  new CheckpointRound({
    ...{ checkpoints, log, logger: createLogger({ service: "test", level: "silent" }), nowNs: () => NOW_NS, swept: () => {} },
    alarms: { all: async () => alarms } as unknown as AlarmReferences,
    workorders: { references: orders, close: () => {} },
  }).run(UNENDED);
const left = async () => {
  const found: string[] = [];
  for await (const page of checkpoints.keptBefore(ref, NOW_NS + HOUR_NS)) found.push(...page.map(({ acquisition }) => acquisition));
  return found.sort();
};

test("only a step that says something keeps a checkpoint, and the same step again replaces it", async () => {
  await keep("quiet", []);
  await keep("telling");
  await keep("telling");
  expect(await left()).toEqual(["telling"]);
  await expect(checkpoints.get(ref, acquisitionId("quiet"))).rejects.toMatchObject({ code: "not_found" });
});

test("what an alarm or an advisory rests on stays; the rest goes, and the record says which", async () => {
  for (const id of ["alarm", "advisory", "free"]) await keep(id);
  await run(refers(["alarm"]), async () => refers(["advisory"]));
  expect(await left()).toEqual(["advisory", "alarm"]);
  const { items } = await log.list(ref, { limit: 10 });
  expect(items.map(({ value }) => value)).toMatchObject([
    { store: "checkpoints", finished: true, references: 2, items: [{ rule: "unclaimed", deleted: true }] },
  ]);
});

test("nothing goes that is young, that the orders have not come to, or while the orders do not answer", async () => {
  await keep("unsettled", [finding], NOW_NS - HOUR_NS);
  nowNs = NOW_NS - HOUR_NS / 2n;
  await keep("young");
  await run(refers([]), async () => refers([], NOW_NS - 2n * HOUR_NS));
  expect(await left()).toEqual(["unsettled", "young"]);
  nowNs = NOW_NS - 2n * HOUR_NS;
  await keep("free");
  await run(refers([]), async () => {
    throw new ServiceError("unavailable", "workorders is down");
  });
  expect(await left()).toEqual(["free", "unsettled", "young"]);
});

test("a sweep that was cut short is ended by what is still there", async () => {
  await keep("gone");
  await keep("there");
  const items = ["gone", "there"].map((id) => ({
    id: `${ref.organisation}:${ref.site}:${ref.asset}:${id}`,
    startTimeNs: "0",
    bytes: 1,
    rule: "unclaimed" as const,
  }));
  await log.begin({ ref, store: "checkpoints", startedNs: NOW_NS - HOUR_NS, settledBeforeNs: NOW_NS, references: 0, items });
  await checkpoints.remove(items[0]?.id as string);
  await run(refers(["there"]), async () => refers([]));
  const { items: sweeps } = await log.list(ref, { limit: 10 });
  expect(sweeps.map(({ value }) => value)).toMatchObject([{ finished: true, items: [{ deleted: true }, { deleted: false }] }]);
});
