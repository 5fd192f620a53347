import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { assetRef, type Verdict, verdictId } from "@phm/domain";
import { openPredict } from "./open-predict.js";
import { at, boundAt, intervalAt } from "./said-estimates.js";

const REF = assetRef("acme", "north", "pump");
const VERDICT: Verdict = {
  ...{ id: verdictId(REF, "WO-1"), ref: REF, workOrder: "WO-1", component: "bearing", advised: "bearing_outer_race" },
  ...{ result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" },
  ...{ workDone: "bearing changed", repaired: true, timeNs: at(1200), failedNs: at(1000), actor: "Li", advisories: [] },
};

let folder: string;
let predict: Awaited<ReturnType<typeof openPredict>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-shadows-"));
  predict = await openPredict(folder);
  for (let s = 600; s < 1000; s += 50) await predict.prognoses.record(intervalAt(REF, s, 100, 200, 300));
});
afterEach(async () => {
  await predict.store.close();
  await rm(folder, { recursive: true, force: true });
});

const spoken = () => predict.outcomes.livesOf(REF);
const shadowed = () => predict.shadowOutcomes.livesOf(REF);

describe("what a challenger said of a life that has ended", () => {
  test("is held against the same end, in a book of its own: it never shows among the models that spoke", async () => {
    for (let s = 800; s < 1000; s += 50) await predict.shadows.record(intervalAt(REF, s, 10, 100, 1000, "rig-2"));
    await predict.shadows.record(boundAt(REF, 1100, 5));
    await predict.take(VERDICT);
    expect((await spoken()).map(({ byModel }) => byModel.map(({ model }) => model))).toEqual([["rig"]]);
    const [life, ...others] = await shadowed();
    expect(others).toEqual([]);
    expect(life).toMatchObject({ verdictId: VERDICT.id, lifeStartNs: at(600), lifeEndNs: at(1000), censored: false });
    expect(life?.byModel).toMatchObject([{ model: "rig-2", estimates: 4, covered: 4 }]);
  });

  test("is on record once, whenever the process was killed and however often the verdict comes", async () => {
    await predict.shadows.record(intervalAt(REF, 900, 10, 100, 1000, "rig-2"));
    await predict.take(VERDICT);
    const before = await shadowed();
    const { value, version } = (await predict.stored.get(VERDICT.id))!;
    await predict.stored.put(VERDICT.id, { ...value, isTaken: false }, version);
    await predict.take(VERDICT);
    expect(await shadowed()).toEqual(before);
    expect(before).toHaveLength(1);
  });

  test("nothing is on record where none ran", async () => {
    await predict.take(VERDICT);
    expect([(await spoken()).length, (await shadowed()).length]).toEqual([1, 0]);
  });
});
