import { describe, expect, test } from "@jest/globals";
import { assetRef, type LifeEnd, type ModelOutcome, type RulEstimate } from "@phm/domain";
import fc from "fast-check";
import { at, boundAt, intervalAt, silenceAt } from "../../test/said-estimates.js";
import { estimateOutcome } from "./estimate-outcome.js";
import { LifeJudge } from "./judge-life.js";

const REF = assetRef("acme", "north", "pump");
const FAILED: LifeEnd = { endNs: at(1000), censored: false };
const REPAIRED: LifeEnd = { endNs: at(1000), censored: true };

function judged(said: readonly RulEstimate[], end = FAILED) {
  const judge = new LifeJudge(end);
  for (const each of said) judge.add(each);
  return judge.judged();
}
const figures = (said: readonly RulEstimate[], end = FAILED) => judged(said, end)?.byModel[0] as ModelOutcome;

describe("what was said of a life, held against its end", () => {
  test("an interval is right when the failure fell into it, ends included", () => {
    const said = [
      intervalAt(REF, 0, 1000, 1100, 1200),
      intervalAt(REF, 100, 500, 800, 900),
      intervalAt(REF, 200, 801, 900, 1000),
      intervalAt(REF, 300, 100, 300, 699),
    ];
    expect(figures(said)).toMatchObject({ estimates: 4, covered: 2, censored: 0, lowerBounds: 0 });
  });

  test("a bound is right when it was outlasted, an abstention is neither right nor wrong", () => {
    const said = [silenceAt(REF, 0), boundAt(REF, 100, 900), boundAt(REF, 200, 801)];
    expect(figures(said)).toMatchObject({ lowerBounds: 2, lowerBoundsHeld: 1, estimates: 0, pinballLn: null, medianErrorLn: null });
    expect(judged(said)?.momentsLn).toHaveLength(3);
  });

  test("the loss is the mean pinball in ln(time): closed form", () => {
    const { pinballLn, medianErrorLn, remainingLn } = figures([intervalAt(REF, 0, 500, 1000, 2000), intervalAt(REF, 900, 100, 200, 400)]);
    // Exact: 0.1·ln 2 on each side. Twice too long: 0.9·0 + 0.5·ln 2 + 0.1·ln 4 (the p10 is exact).
    const [exact, late] = [(2 * 0.1 * Math.LN2) / 3, (0.5 * Math.LN2 + 0.1 * 2 * Math.LN2) / 3];
    expect(pinballLn).toBeCloseTo((exact + late) / 2, 5);
    expect(medianErrorLn).toBeCloseTo(Math.LN2, 5);
    expect(remainingLn).toEqual([100, 1000].map((seconds) => expect.closeTo(Math.log(seconds), 5)));
  });

  test("a machine that was repaired before it failed counts for nobody and against nobody; what it outlasted is told apart", () => {
    const said = [boundAt(REF, 0, 900), boundAt(REF, 100, 9000), intervalAt(REF, 200, 100, 200, 700), intervalAt(REF, 300, 100, 500, 800)];
    expect(figures(said, REPAIRED)).toMatchObject({
      ...{ estimates: 0, covered: 0, lowerBounds: 0, lowerBoundsHeld: 0, pinballLn: null },
      ...{ censored: 4, outlasted: 1, remainingLn: [] },
    });
  });

  test("each model is judged by what it said itself", () => {
    const said = [intervalAt(REF, 0, 900, 1000, 1100, "old"), intervalAt(REF, 500, 10, 20, 30, "new"), boundAt(REF, 600, 100)];
    const byModel = judged(said)?.byModel.map(({ model, estimates, covered, lowerBounds }) => [model, estimates, covered, lowerBounds]);
    expect(byModel).toEqual([
      ["new", 1, 0, 0],
      ["old", 1, 1, 0],
      ["rig", 0, 0, 1],
    ]);
  });

  test("nothing said is nothing judged; a long life fits into one document", () => {
    expect(judged([])).toBeNull();
    const long = judged(Array.from({ length: 900 }, (_, i) => intervalAt(REF, i, 1, 500, 2000)));
    expect(long?.lifeStartNs).toBe(at(0));
    expect(long?.momentsLn.length).toBe(32);
    expect(JSON.stringify({ ...long, lifeStartNs: "" }).length).toBeLessThan(2000);
  });

  test("what came of one estimate adds up to what came of the life", () => {
    const interval = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }));
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 30 }), fc.boolean(), (rows, censored) => {
        const said = rows.map(([seconds, a, b]) => intervalAt(REF, seconds, Math.min(a, b), (a + b) / 2, Math.max(a, b)));
        const end = { ...FAILED, censored };
        const each = said.map((estimate) => estimateOutcome(estimate, end).covered);
        const { estimates, covered, censored: open, outlasted } = figures(said, end);
        expect(estimates + open).toBe(said.length);
        expect(covered).toBe(censored ? 0 : each.filter((held) => held === true).length);
        expect(outlasted).toBe(censored ? each.filter((held) => held === false).length : 0);
        if (censored) expect(each).not.toContain(true);
      }),
    );
  });
});
