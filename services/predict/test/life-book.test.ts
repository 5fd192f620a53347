import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AssessmentSchema } from "@phm/contracts";
import { addSeconds, assetKey, assetRef, type LabelledLife, storedTime, type Verdict, verdictId } from "@phm/domain";
import { initialAssessmentState } from "@phm/pipeline";
import type { DocumentStore } from "@phm/service-kit";
import fc from "fast-check";
import { assetState } from "../src/assess/asset-state.js";
import type { ClosedBlock } from "../src/lives/closed-block.js";
import { LifeBook } from "../src/lives/life-book.js";
import { openPredict } from "./open-predict.js";

const START_NS = 1_600_000_000_000_000_000n;
const REF = assetRef("acme", "north", "pump");
const ALL = { organisation: "acme", limit: 100 };
const at = (minute: number) => addSeconds(START_NS, 60 * minute);

/** The block that closes in a minute; `life` counts the repairs before it. */
function blockAt(minute: number, life = 0): ClosedBlock {
  const learntFromNs = life === 0 ? null : storedTime(at(life));
  const of = { kind: "pump", timeScale: "plant", featureSet: "core-v2", modelVersion: "m-2", learntFromNs } as const;
  const indicators = { lnRatio: minute / 10, lnPeakRatio: minute / 10, lnGrowth: 0 };
  return { ...of, timeNs: storedTime(at(minute)), blockS: 60, onset: minute > 8, indicators };
}

function verdictOf(workOrder: string, change: Partial<Verdict> = {}): Verdict {
  return {
    ...{ id: verdictId(REF, workOrder), ref: REF, workOrder, component: "bearing", advised: "bearing_outer_race" },
    ...{ result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" },
    ...{ workDone: "bearing changed", repaired: true, failedNs: at(10.5), timeNs: at(15), actor: "Li", advisories: [] },
    ...change,
  };
}
const REPAIRED_IN_TIME = { failedNs: undefined, timeNs: at(10.5) } as unknown as Partial<Verdict>;

let folder: string;
let predict: Awaited<ReturnType<typeof openPredict>>;
let stores: DocumentStore[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-lives-"));
  predict = await openPredict(folder);
  stores = [predict.store];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await rm(folder, { recursive: true, force: true });
});

const follow = async (...blocks: readonly ClosedBlock[]) => {
  for (const block of blocks) await predict.lives.follow(REF, block);
};
const minutes = (from: number, to: number, life = 0) => Array.from({ length: to - from + 1 }, (_, i) => blockAt(from + i, life));
const livesNow = async () => (await predict.lives.list(ALL)).lives;
const only = async () => {
  const lives = await livesNow();
  expect(lives).toHaveLength(1);
  return lives[0] as LabelledLife;
};

describe("the life of a machine", () => {
  test("that was run to failure is labelled by the verdict, from its first block on; what is measured after it is another life", async () => {
    await follow(...minutes(1, 12));
    expect(await livesNow()).toEqual([]);
    await predict.take(verdictOf("WO-1"));
    const life = await only();
    expect(life).toMatchObject({ id: `${assetKey(REF)}:${storedTime(at(1))}`, ref: REF, kind: "pump", timeScale: "plant" });
    expect(life.label).toEqual({
      ...{ verdictId: verdictId(REF, "WO-1"), failureMode: "bearing_outer_race", censored: false },
      ...{ endNs: at(10.5), closedNs: at(15) },
    });
    expect(life.blocks.map(({ timeNs }) => timeNs)).toEqual(minutes(1, 12).map(({ timeNs }) => BigInt(timeNs)));
    await follow(...minutes(14, 15), ...minutes(16, 20, 15));
    expect(await only()).toEqual(life);
    await predict.take(verdictOf("WO-2", { failedNs: at(19), timeNs: at(21) }));
    expect((await livesNow()).map(({ id, blocks }) => [id.split(":").at(-1), blocks.length])).toEqual([
      [storedTime(at(1)), 12],
      [storedTime(at(16)), 5],
    ]);
  });

  test("repaired before it failed is censored at the repair; of something else that failed as well", async () => {
    await follow(...minutes(1, 10));
    await predict.take(verdictOf("WO-1", REPAIRED_IN_TIME));
    expect((await only()).label).toMatchObject({ censored: true, endNs: at(10.5) });
    await follow(...minutes(11, 20, 1));
    await predict.take(verdictOf("WO-2", { result: "other", failedNs: at(18), timeNs: at(22) }));
    expect((await livesNow())[1]?.label).toMatchObject({ censored: true, endNs: at(18) });
  });

  test("goes on after an order that was wrong, and after one on a sensor", async () => {
    await follow(...minutes(1, 5));
    const nothing = { result: "not_found", repaired: false, failedNs: undefined } as unknown as Partial<Verdict>;
    await predict.take(verdictOf("WO-1", { ...nothing, timeNs: at(6) }));
    await predict.take(verdictOf("WO-2", { advised: "sensor_fault", failureMode: "sensor_fault", timeNs: at(7) }));
    expect(await livesNow()).toEqual([]);
    await follow(...minutes(6, 10));
    await predict.take(verdictOf("WO-3"));
    expect((await only()).blocks).toHaveLength(10);
  });

  test("ends once, however many orders were closed for it: that it failed weighs more than that it was repaired", async () => {
    await follow(...minutes(1, 10));
    await predict.take(verdictOf("WO-1", { ...REPAIRED_IN_TIME, timeNs: at(15) }));
    await predict.take(verdictOf("WO-2"));
    expect((await only()).label).toMatchObject({ verdictId: verdictId(REF, "WO-2"), censored: false, endNs: at(10.5) });
    await predict.take(verdictOf("WO-3", REPAIRED_IN_TIME));
    await predict.take(verdictOf("WO-4", { failedNs: at(9) }));
    expect((await only()).label.verdictId).toBe(verdictId(REF, "WO-2"));
  });

  test("that a later failure cannot have ended keeps its label: it had been repaired before", async () => {
    await follow(...minutes(1, 10));
    await predict.take(verdictOf("WO-1", REPAIRED_IN_TIME));
    await predict.take(verdictOf("WO-2", { failedNs: at(30), timeNs: at(31) }));
    expect((await only()).label.verdictId).toBe(verdictId(REF, "WO-1"));
  });

  test("is still found by a verdict that comes after the machine was learnt anew by hand", async () => {
    await follow(...minutes(1, 10), ...minutes(20, 25, 12));
    await predict.take(verdictOf("WO-1"));
    expect((await only()).blocks).toHaveLength(10);
  });

  test("of which nothing was measured gets no label", async () => {
    await predict.take(verdictOf("WO-1"));
    await follow(...minutes(11, 20));
    await predict.take(verdictOf("WO-2", { failedNs: at(5) }));
    expect(await livesNow()).toEqual([]);
  });

  test("has the block of the last step also when the process was killed before it was put there", async () => {
    await follow(...minutes(1, 9));
    const state = assetState(REF, initialAssessmentState(), "a", create(AssessmentSchema), { closed: blockAt(10) });
    await predict.states.put(assetKey(REF), state, 0);
    await predict.take(verdictOf("WO-1"));
    await predict.lives.follow(REF, blockAt(10));
    expect((await only()).blocks.map(({ timeNs }) => timeNs).at(-1)).toBe(at(10));
  });

  test("is the same however often blocks and verdicts are delivered again, and through whatever restarts", async () => {
    const deliveries = fc.array(fc.record({ back: fc.integer({ min: 0, max: 4 }), restart: fc.boolean() }), {
      minLength: 10,
      maxLength: 10,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(deliveries, async (repeats) => {
        const ref = assetRef("acme", "north", `pump-${++run}`);
        const verdict = verdictOf("WO-1", { ref, id: verdictId(ref, "WO-1") });
        const blocks = minutes(1, 10);
        for (const [i, { back, restart }] of repeats.entries()) {
          for (const block of blocks.slice(Math.max(0, i - back), i + 1)) await predict.lives.follow(ref, block);
          if (restart) predict = { ...predict, lives: await LifeBook.open(predict.store) };
        }
        await predict.lives.label(verdict);
        await predict.lives.label(verdict);
        await predict.lives.follow(ref, blocks[9] as ClosedBlock);
        const { lives } = await predict.lives.list({ ...ALL, site: "north", asset: ref.asset });
        expect(lives.map((life) => life.blocks.map(({ timeNs }) => timeNs))).toEqual([blocks.map(({ timeNs }) => BigInt(timeNs))]);
      }),
      { numRuns: 10 },
    );
  });

  test("loses neither block nor label when two processes write at the same moment", async () => {
    const other = await openPredict(folder);
    stores.push(other.store);
    await follow(...minutes(1, 10));
    await Promise.all([...[11, 12].map((minute) => other.lives.follow(REF, blockAt(minute))), predict.lives.label(verdictOf("WO-1"))]);
    expect((await only()).label.verdictId).toBe(verdictId(REF, "WO-1"));
    expect((await only()).blocks.filter(({ timeNs }) => timeNs < at(10.5))).toHaveLength(10);
  });
});

describe("the list of lives", () => {
  test("is by end, and in pages that a new life does not upset; one asset or site only where asked", async () => {
    for (const [i, asset] of ["c", "a", "b"].entries()) {
      const ref = assetRef("acme", i === 2 ? "south" : "north", asset);
      await predict.lives.follow(ref, blockAt(1));
      await predict.lives.label(verdictOf("WO-1", { ref, id: verdictId(ref, "WO-1"), failedNs: at(5 + i) }));
    }
    const first = await predict.lives.list({ ...ALL, limit: 2 });
    const rest = await predict.lives.list({ ...ALL, limit: 2, cursor: first.nextCursor as string });
    expect([...first.lives, ...rest.lives].map(({ ref }) => ref.asset)).toEqual(["c", "a", "b"]);
    expect(rest.nextCursor).toBeUndefined();
    expect((await predict.lives.list({ ...ALL, site: "north" })).lives).toHaveLength(2);
    expect((await predict.lives.list({ ...ALL, site: "north", asset: "a" })).lives).toHaveLength(1);
    expect((await predict.lives.list({ ...ALL, organisation: "other" })).lives).toEqual([]);
  });
});
