import { describe, expect, test } from "@jest/globals";
import { WEAR_STAGES } from "@phm/domain";
import fc from "fast-check";
import { judgeStage } from "./judge-stage.js";
import { NO_STAGE, type ReachedStage, reachStage } from "./reached-stage.js";
import { WEAR_FIGURES, type WearFigures } from "./wear-figures.js";
import { WEAR_STAGE_RULES } from "./wear-stage-rules.js";

const SOUND: WearFigures = {
  highFrequencyRatio: 1,
  highFrequencyChange: 0,
  floorRatio: 1,
  levelRatio: 1,
  lineConfidence: 0.1,
  lineShare: 0.1,
  directHarmonics: 0,
  directSidebands: 0,
};
const stageOf = (figures: WearFigures, reached = 0) => judgeStage({ ...SOUND, ...figures }, reached)?.stage ?? null;

/** Figures around their limits, each of which may be unknown. */
const figures: fc.Arbitrary<WearFigures> = fc.record(
  {
    highFrequencyRatio: fc.double({ min: 0.5, max: 3, noNaN: true }),
    highFrequencyChange: fc.double({ min: -2, max: 8, noNaN: true }),
    floorRatio: fc.double({ min: 0.5, max: 6, noNaN: true }),
    levelRatio: fc.double({ min: 0.5, max: 6, noNaN: true }),
    lineConfidence: fc.double({ min: 0, max: 0.97, noNaN: true }),
    lineShare: fc.double({ min: 0, max: 1.2, noNaN: true }),
    directHarmonics: fc.integer({ min: 0, max: 5 }),
    directSidebands: fc.integer({ min: 0, max: 10 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe("the stage of one acquisition", () => {
  test("a sound bearing is at no stage", () => expect(stageOf({})).toBeNull());

  test("1: the high-frequency level alone, at its limit and not below it", () => {
    expect(stageOf({ highFrequencyRatio: 1.6, highFrequencyChange: 4 })).toBe(1);
    expect(stageOf({ highFrequencyRatio: 1.59, highFrequencyChange: 4 })).toBeNull();
    expect(stageOf({ highFrequencyRatio: 3, highFrequencyChange: 3.9 })).toBeNull();
    // Noise of the process lifts the floor with it.
    expect(stageOf({ highFrequencyRatio: 3, highFrequencyChange: 9, floorRatio: 2 })).toBeNull();
  });

  test("2: lines in the envelope spectra alone; 3: three harmonics, or two with sidebands, in the direct one too", () => {
    const lines = { lineConfidence: 0.5, lineShare: 1 };
    expect(stageOf(lines)).toBe(2);
    expect(stageOf({ ...lines, directHarmonics: 2, directSidebands: 1 })).toBe(2);
    expect(stageOf({ ...lines, directHarmonics: 2, directSidebands: 2 })).toBe(3);
    expect(stageOf({ ...lines, directHarmonics: 3 })).toBe(3);
    expect(stageOf({ directHarmonics: 5 })).toBeNull();
  });

  test("4: lines that fade in a raised floor once they were seen, or a floor far up where they never were", () => {
    const drowned = { floorRatio: 2, levelRatio: 2, lineShare: 0.5 };
    expect(stageOf(drowned, 3)).toBe(4);
    expect(stageOf(drowned, 1)).toBeNull();
    expect(stageOf({ ...drowned, lineShare: 0.6 }, 3)).toBeNull();
    expect(stageOf({ floorRatio: 4, levelRatio: 4 })).toBe(4);
    expect(stageOf({ floorRatio: 4, levelRatio: 4, lineConfidence: 0.9, lineShare: 1 })).toBe(2);
  });

  test("without a baseline neither 1 nor 4 is ever said, without lines looked for neither 1, 2 nor 3", () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 0, max: 4 }), (some, reached) => {
        const { highFrequencyRatio, highFrequencyChange, floorRatio, levelRatio, ...withoutBaseline } = some;
        expect([null, 2, 3]).toContain(judgeStage(withoutBaseline, reached)?.stage ?? null);
        const { lineConfidence, lineShare, directHarmonics, directSidebands, ...withoutLines } = some;
        expect([null, 4]).toContain(judgeStage(withoutLines, reached)?.stage ?? null);
      }),
    );
  });

  test("every stage comes with all figures that it was told by, each on the right side of its limit", () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 0, max: 4 }), (some, reached) => {
        const wear = judgeStage(some, reached);
        if (wear === null) return;
        expect(wear.evidence.length).toBeGreaterThan(0);
        const isMet = WEAR_STAGE_RULES.filter(({ stage }) => stage === wear.stage).some(({ conditions }) =>
          conditions.every(({ figure, atLeast, below, mayBeAbsent }) => {
            const value = some[figure];
            if (value === undefined) return mayBeAbsent;
            return value >= (atLeast ?? value) && value < (below ?? Number.POSITIVE_INFINITY);
          }),
        );
        expect(isMet).toBe(true);
      }),
    );
  });

  test("every figure is used by a rule, and every stage has one", () => {
    const used = new Set(WEAR_STAGE_RULES.flatMap(({ conditions }) => conditions.map(({ figure }) => figure)));
    expect([...used].sort()).toEqual([...WEAR_FIGURES].sort());
    expect([...new Set(WEAR_STAGE_RULES.map(({ stage }) => stage))].sort()).toEqual([...WEAR_STAGES]);
  });
});

describe("the stage that is reached", () => {
  const after = (seen: readonly WearFigures[]): ReachedStage[] => {
    const states: ReachedStage[] = [];
    for (const one of seen) {
      const before = states.at(-1) ?? NO_STAGE;
      states.push(reachStage(before, judgeStage(one, before.wear?.stage ?? 0)));
    }
    return states;
  };

  test("never falls, whatever comes in whatever order, and never stands without evidence", () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 40 }), (seen) => {
        let before = 0;
        for (const { wear } of after(seen)) {
          const stage = wear?.stage ?? 0;
          expect(stage).toBeGreaterThanOrEqual(before);
          if (wear) expect(wear.evidence.length).toBeGreaterThan(0);
          before = stage;
        }
      }),
    );
  });

  test("rises to what three acquisitions in a row have shown at least, and one that shows less starts the count anew", () => {
    const lines = { lineConfidence: 0.9, lineShare: 1 };
    const deep = { ...lines, directHarmonics: 4 };
    const none = {};
    const stages = (...seen: WearFigures[]) => after(seen.map((one) => ({ ...SOUND, ...one }))).map(({ wear }) => wear?.stage ?? 0);
    expect(stages(none, lines, lines, none, lines, lines, lines)).toEqual([0, 0, 0, 0, 0, 0, 2]);
    expect(stages(none, deep, lines, deep, deep, deep)).toEqual([0, 0, 0, 2, 2, 2]);
    expect(stages(deep, none, lines)).toEqual([3, 3, 3]);
  });
});
