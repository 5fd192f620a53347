import { describe, expect, test } from "@jest/globals";
import { addSeconds, assetRef, type LabelledLife, type LifeBlock } from "@phm/domain";
import { livesOfOthers, trainRulModel } from "@phm/prognostics";
import { PROPORTIONAL_ODDS } from "../evaluate/rul/rul-recipes.js";
import { addBlock } from "./add-block.js";
import { requireEnoughLives, trainingLives } from "./training-lives.js";

const START_NS = 1_600_000_000_000_000_000n;
const CARD = { model: "m", data: "made up", licence: "own", split: "by machine", limits: "tests" };

/** A level that is quiet, then doubles its ln every few blocks up to the end. */
function wearing(machine: number, quietBlocks: number, wearBlocks: number): LifeBlock[] {
  return Array.from({ length: quietBlocks + wearBlocks }, (_, i) => {
    const lnRatio = Math.max(0, (1.5 * (i - quietBlocks + 1)) / wearBlocks) + 0.01 * ((i * 7 + machine) % 5);
    const indicators = { lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 };
    return { timeNs: addSeconds(START_NS, 60 * (i + 1)), blockS: 60, blocks: 1, onset: lnRatio > 0.7, indicators };
  });
}

function lifeOf(machine: number, blocks: readonly LifeBlock[], change: Partial<LabelledLife["label"]> = {}): LabelledLife {
  const endNs = addSeconds(blocks.at(-1)!.timeNs, 60);
  const ref = assetRef("acme", "north", `pump-${machine}`);
  const label = { verdictId: `v-${machine}`, endNs, closedNs: endNs, censored: false, ...change };
  return {
    id: `life-${machine}-${blocks.length}`,
    ref,
    kind: "pump",
    timeScale: "plant",
    featureSet: "core-v2",
    modelVersion: "m-2",
    blocks,
    label,
  };
}

const failed = (machine: number) => lifeOf(machine, wearing(machine, 40 + 7 * machine, 10 + machine));

describe("lives that verdicts told of", () => {
  test("become moments with what truly remained, up to the failure and not beyond", () => {
    const blocks = wearing(1, 20, 10);
    const { lives } = trainingLives([lifeOf(1, blocks, { endNs: addSeconds(START_NS, 60 * 25.5) })]);
    expect(lives[0]?.moments.map(({ remainingBlocks }) => remainingBlocks)).toEqual(Array.from({ length: 25 }, (_, i) => 24.5 - i));
  });

  test("that did not end by failure, were measured by another version, or never rose are left out and counted", () => {
    const others = [
      lifeOf(7, wearing(7, 30, 10), { censored: true }),
      { ...failed(8), featureSet: "core-v1" },
      lifeOf(9, wearing(9, 200, 10).slice(0, 60)),
    ];
    const training = trainingLives([failed(1), failed(2), ...others, failed(3), failed(4), failed(9)]);
    expect(training).toMatchObject({ machines: 5, featureSet: "core-v2", leftOut: { censored: 1, otherVersion: 1, withoutOnset: 1 } });
    expect(training.lives).toHaveLength(5);
  });

  test("of one machine are never parted: what is learnt before one of them is judged is of other machines", () => {
    const { lives, machines } = trainingLives([failed(1), lifeOf(1, wearing(1, 30, 20)), failed(2), failed(3)]);
    expect([lives.length, machines]).toEqual([4, 3]);
    for (const life of lives) {
      expect(livesOfOthers(lives, life).some(({ machine }) => machine === life.machine)).toBe(false);
    }
  });

  test("of fewer than four machines are refused with the coverage that they can vouch for; a second life of one is no fifth machine", () => {
    const three = trainingLives([failed(1), failed(2), failed(3), lifeOf(3, wearing(3, 30, 20))]);
    expect(() => requireEnoughLives(three)).toThrow(expect.objectContaining({ field: "machines", reason: "too_few_lives" }));
    expect(() => requireEnoughLives(three)).toThrow(/at least 4: 3 give at most 75 % coverage.*4 lives/);
    expect(() => requireEnoughLives(trainingLives([1, 2, 3, 4].map(failed)))).not.toThrow();
    expect(() => requireEnoughLives(trainingLives([]))).toThrow(/0 give at most 0 %/);
  });

  test("without the health indicators are refused by name", () => {
    const blocks = wearing(1, 20, 10).map((block) => ({ ...block, indicators: { lnRatio: 1 } }));
    expect(() => trainingLives([lifeOf(1, blocks)])).toThrow(/indicators.lnPeakRatio/);
  });

  test("teach the same when their old stretches were thinned", () => {
    const whole = [1, 2, 3].map((machine) => wearing(machine, 500 + 100 * machine, 12 + machine));
    const thinned = whole.map((blocks) => blocks.reduce<readonly LifeBlock[]>(addBlock, []));
    expect(thinned.every(({ length }) => length <= 360)).toBe(true);
    const [all, kept] = [whole, thinned].map((lives) =>
      trainRulModel(trainingLives(lives.map((blocks, i) => lifeOf(i + 1, blocks))).lives, PROPORTIONAL_ODDS, CARD),
    );
    const at = { lnRatio: 1, lnPeakRatio: 1, lnGrowth: 0 };
    const [before, after] = [all, kept].map((document) => PROPORTIONAL_ODDS.open(document!.fitted).predict(at));
    before!.forEach((p, h) => {
      expect(Math.abs(p - (after![h] as number))).toBeLessThan(0.02);
    });
    expect(Math.abs(kept!.calibration.marginLn - all!.calibration.marginLn)).toBeLessThan(0.02);
    expect(kept!.quietBound.blocks / all!.quietBound.blocks).toBeCloseTo(1, 1);
  });
});
