import { describe, expect, test } from "@jest/globals";
import { DEFAULT_RUL_MODEL } from "../models/default-rul-model.js";
import type { ModelCard } from "../models/model-card.js";
import { compareModels, type Figures, type PairedLife } from "./compare-models.js";
import { binomialAtMost, coverageFell } from "./coverage-fell.js";
import { pairedOnCards } from "./paired-lives.js";

const NONE = { champion: 0, challenger: 0 };
const figures = (pinballLn: number, coverageRatio: number, falseUrgency = false): Figures => ({ pinballLn, coverageRatio, falseUrgency });
const CHAMPION = figures(0.2, 0.8);

function lives(count: number, challenger: Figures, source: PairedLife["source"] = "card"): PairedLife[] {
  return Array.from({ length: count }, (_, i) => ({ life: `${source} ${i}`, source, champion: CHAMPION, challenger }));
}

const failed = (report: ReturnType<typeof compareModels>) =>
  report.criteria.filter(({ passed }) => !passed).map(({ measure, over }) => `${measure} ${over}`);

describe("the gate", () => {
  test.each([
    ["an equal one", figures(0.2, 0.8), []],
    ["one at the very limit of loss", figures(0.21, 0.8), []],
    ["one beyond it", figures(0.2101, 0.8), ["pinball_ln all"]],
    ["one at the very limit of coverage", figures(0.2, 0.75), []],
    ["one beyond it", figures(0.2, 0.7499), ["coverage_ratio all"]],
    ["one that hurries people to machines in the first half of their lives", figures(0.1, 0.9, true), ["false_tickets all"]],
    ["one that is worse throughout", figures(0.5, 0.1, true), ["pinball_ln all", "coverage_ratio all", "false_tickets all"]],
  ])("four lives decide on %s", (_, challenger, refused) => {
    const report = compareModels(lives(4, challenger), NONE);
    expect(failed(report)).toEqual(refused);
    expect(report.passed).toBe(refused.length === 0);
  });

  test("fewer than four lives decide nothing, however good they are", () => {
    expect(failed(compareModels(lives(3, figures(0.01, 1)), NONE))).toEqual(["lives all"]);
    expect(failed(compareModels([], NONE))).toEqual(["lives all"]);
  });

  test("each life has one vote: the limits go by the means", () => {
    const [worse, ...better] = lives(4, figures(0.1, 0.9));
    const mixed = [{ ...(worse as PairedLife), challenger: figures(0.5, 0.5) }, ...better];
    expect(compareModels(mixed, NONE).criteria.find(({ measure }) => measure === "pinball_ln")).toMatchObject({
      challenger: expect.closeTo(0.2, 12),
      passed: true,
    });
  });

  test("more coverage than is meant asks no more of the challenger than what is meant", () => {
    const wide = lives(4, figures(0.2, 0.75)).map((life) => ({ ...life, champion: figures(0.2, 1) }));
    expect(compareModels(wide, NONE).passed).toBe(true);
  });

  test("what is good on cards must be good live too, once four lives have ended", () => {
    const cards = lives(100, figures(0.1, 0.9));
    expect(compareModels([...cards, ...lives(3, figures(0.9, 0), "live")], NONE).passed).toBe(true);
    const report = compareModels([...cards, ...lives(4, figures(0.9, 0), "live")], NONE);
    expect(failed(report)).toEqual(["pinball_ln live", "coverage_ratio live"]);
    expect(report).toMatchObject({ lives: 104, liveLives: 4 });
  });

  test("a machine that was found sound while the challenger hurried people to it counts, without any tolerance", () => {
    expect(compareModels(lives(20, CHAMPION), { champion: 0, challenger: 1 }).passed).toBe(false);
    expect(compareModels(lives(20, CHAMPION), { champion: 1, challenger: 1 }).passed).toBe(true);
  });

  test("cards are compared on lives that are on both, first as each model was measured without them", () => {
    const held = (life: string, pinballLn: number) => ({ life, ...figures(pinballLn, 0.8) });
    const card = (model: string, change: Partial<NonNullable<ModelCard["evaluation"]>>): ModelCard => ({
      ...DEFAULT_RUL_MODEL.card,
      model,
      evaluation: { scores: [], heldOut: [], against: [], ...change },
    });
    const champion = card("old", { heldOut: [held("x", 0.3)] });
    const challenger = card("new", {
      heldOut: [held("x", 0.1), held("y", 0.1), held("z", 0.1)],
      against: [{ model: "old", heldOut: [held("x", 0.2), held("y", 0.2)] }],
    });
    const paired = pairedOnCards(champion, challenger);
    expect(paired.map(({ life, champion: of }) => [life, of.pinballLn])).toEqual([
      ["x", 0.3],
      ["y", 0.2],
    ]);
    expect(pairedOnCards(DEFAULT_RUL_MODEL.card, card("unmeasured", {}))).toEqual([]);
  });
});

describe("the rule of giving a champion back", () => {
  test("binomial chances are those of the tables", () => {
    expect(binomialAtMost(0, 4, 0.7)).toBeCloseTo(0.3 ** 4, 12);
    expect(binomialAtMost(1, 2, 0.5)).toBeCloseTo(0.75, 12);
    expect(binomialAtMost(7, 10, 0.7)).toBeCloseTo(0.61722, 5);
    expect(binomialAtMost(10, 10, 0.7)).toBe(1);
  });

  test.each([
    [[0, 0, 0], false],
    [[0, 0, 0, 0], true],
    [[0, 0, 0, 1], false],
    [[0.1, 0, 0, 0], false],
    [Array(6).fill(0.1), false],
    [Array(8).fill(0.1), true],
    [Array(10).fill(0.7), false],
    [Array(30).fill(0.4), true],
    [Array(30).fill(0.6), false],
    [[], false],
  ])("after a coverage of 0.8, lives that were covered by %j give it back: %j", (covered, expected) => {
    expect(coverageFell(covered, 0.8, 0.8)).toBe(expected);
  });

  test("a predecessor that covered more than is meant asks no more; one that covered little asks little", () => {
    expect(coverageFell([0, 0, 0], 1, 0.8)).toBe(false);
    expect(coverageFell(Array(10).fill(0.2), 0.3, 0.8)).toBe(false);
    expect(coverageFell([0, 0, 0, 0], 0.05, 0.8)).toBe(false);
  });

  test("is looked at for thirty lives, then the promotion stands", () => {
    expect(coverageFell([...Array(30).fill(0.8), ...Array(500).fill(0)], 0.8, 0.8)).toBe(false);
  });
});
