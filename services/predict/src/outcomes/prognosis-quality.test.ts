import { describe, expect, test } from "@jest/globals";
import { assetRef, type LifeOutcome, type ModelOutcome } from "@phm/domain";
import { meanPinballLn } from "@phm/pipeline";
import { at } from "../../test/said-estimates.js";
import { prognosisQuality } from "./prognosis-quality.js";

const NONE: ModelOutcome = {
  ...{ model: "rig", estimates: 0, covered: 0, pinballLn: null, medianErrorLn: null, lowerBounds: 0, lowerBoundsHeld: 0 },
  ...{ censored: 0, outlasted: 0, remainingLn: [] },
};

function lifeOf(name: string, change: Partial<ModelOutcome>, censored = false, momentsLn: readonly number[] = [3]): LifeOutcome {
  const ref = assetRef("acme", "north", name);
  const times = { lifeStartNs: at(0), lifeEndNs: at(1000), closedNs: at(1000) };
  return { ref, verdictId: `acme:north:${name}:WO:verdict`, ...times, censored, momentsLn, byModel: [{ ...NONE, ...change }] };
}

describe("what the estimates were worth", () => {
  test("every life has one vote, however often it was measured", () => {
    const lives = [
      lifeOf("a", { estimates: 1000, covered: 1000, pinballLn: 0.1 }),
      lifeOf("b", { estimates: 2, covered: 1, pinballLn: 0.3 }),
    ];
    const [rig] = prognosisQuality(lives).models;
    expect(rig?.coverage).toMatchObject({ ratio: 0.75, lives: 2 });
    expect(rig?.pinballLn).toBeCloseTo(0.2, 12);
  });

  test("few lives say little: the interval after Wilson, and none without a life", () => {
    const held = prognosisQuality(Array.from({ length: 3 }, (_, i) => lifeOf(`a${i}`, { estimates: 5, covered: 5, pinballLn: 0 })));
    // Three of three: the lower end is n / (n + z²).
    expect(held.models[0]?.coverage).toMatchObject({ low: expect.closeTo(3 / (3 + 1.6448536 ** 2), 6), high: 1 });
    const censored = prognosisQuality([lifeOf("c", { censored: 7, outlasted: 1 }, true)]);
    expect(censored).toMatchObject({ failedLives: 0, censoredLives: 1 });
    expect(censored.models[0]).toMatchObject({ coverage: null, boundsHeld: null, pinballLn: null, censoredLives: 1, outlastedLives: 1 });
  });

  test("the prior that a life is compared with has not seen it, and knows no censored life", () => {
    const lives = [
      lifeOf("a", { estimates: 1, covered: 1, pinballLn: 0.1, remainingLn: [5] }, false, [5]),
      lifeOf("b", {}, false, [1, 2, 3]),
      lifeOf("c", { censored: 1 }, true, [99]),
    ];
    expect(prognosisQuality(lives).models[0]?.priorPinballLn).toBeCloseTo(meanPinballLn(5, { p10: 1, p50: 2, p90: 3 }), 12);
    expect(prognosisQuality(lives.slice(0, 1)).models[0]?.priorPinballLn).toBeNull();
  });

  test("no life at all is no figure", () => {
    expect(prognosisQuality([])).toEqual({ failedLives: 0, censoredLives: 0, models: [] });
  });
});
