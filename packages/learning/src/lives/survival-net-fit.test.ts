import { beforeAll, describe, expect, test } from "@jest/globals";
import { openRulModel, quantileBlocks, type RulModelDocument, requireDistribution, trainRulModel } from "@phm/prognostics";
import { wearingLives } from "../../test/wearing-lives.js";
import { openBackend, type TensorBackend } from "../backend/tensor-backend.js";
import type { NetsCheckpoint } from "../training/training-log.js";
import { DEFAULT_LIFE_RECIPE, type LifeRecipe } from "./life-recipe.js";
import { type SurvivalNetFit, survivalNetModel } from "./survival-net-fit.js";
import { resumableSurvivalNetRecipe, survivalNetRecipe } from "./survival-net-recipe.js";
import { trainSurvivalLives } from "./train-survival-lives.js";

const RECIPE: LifeRecipe = {
  ...DEFAULT_LIFE_RECIPE,
  inputs: ["lnRatio"],
  members: 2,
  training: { ...DEFAULT_LIFE_RECIPE.training, epochs: 10 },
};
const CARD = { model: "net-1", data: "synthetic", licence: "own", split: "by life", limits: "tests" };
const OPENERS = { survival_net: survivalNetModel };
const LIVES = wearingLives(5, 3);
const at = (lnRatio: number) => ({ lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 });

describe("survival nets on health indicators", () => {
  let backend: TensorBackend;
  let document: RulModelDocument;
  beforeAll(async () => {
    backend = await openBackend();
    document = trainRulModel(LIVES, survivalNetRecipe(backend, RECIPE), CARD);
  });

  test("are a remaining-life model: calibrated, stored as JSON, opened by the injected opener, shorter where the level is high", () => {
    const { model } = openRulModel(JSON.parse(JSON.stringify(document)), OPENERS);
    expect(model.declaration).toMatchObject({ kind: "survival_net", inputs: ["lnRatio"] });
    expect(document.calibration.lives).toBe(5);
    for (const lnRatio of [0, 1, 2.5, 9, 1e9]) requireDistribution(model.predict(at(lnRatio)));
    expect(quantileBlocks(model.predict(at(2.5)), 0.5)).toBeLessThan(10);
    expect(quantileBlocks(model.predict(at(0)), 0.5)).toBeGreaterThan(30);
  });

  test("are refused by name where nobody opens them", () => {
    expect(() => openRulModel(document)).toThrow(/fitted.kind.*survival_net/);
  });

  test("train to the same document from the same seed, and from where a stopped training was left", () => {
    const checkpoints: NetsCheckpoint[] = [];
    const followed = (resume?: NetsCheckpoint) =>
      resumableSurvivalNetRecipe(backend, RECIPE, LIVES.length, {
        resume,
        onEpoch: ({ net, nets }, checkpoint) => {
          expect(net).toBeLessThanOrEqual(nets);
          checkpoints.push(checkpoint());
        },
      });
    expect(trainRulModel(LIVES, followed(), CARD)).toEqual(document);
    const epochs = checkpoints.length;
    expect(checkpoints.at(-1)?.nets).toHaveLength(12);
    const half = JSON.parse(JSON.stringify(checkpoints[Math.floor(epochs / 2)])) as NetsCheckpoint;
    expect(trainRulModel(LIVES, followed(half), CARD)).toEqual(document);
    expect(checkpoints.length - epochs).toBe(epochs - 1 - Math.floor(epochs / 2));
    expect(() => trainRulModel(wearingLives(5, 4), followed(half), CARD)).toThrow(/dataHash/);
  });

  test("are stopped each by lives that it does not learn from, and fewer where there are fewer lives", () => {
    const members = (lives: number, wanted: number) =>
      trainSurvivalLives(backend, LIVES.slice(0, lives), { ...RECIPE, members: wanted }).members.length;
    expect(members(5, 4)).toBe(4);
    expect(members(2, 4)).toBe(2);
    expect(() => members(1, 4)).toThrow(/lives/);
    expect(() => members(5, 1)).toThrow(/members/);
  });

  const changed = (change: object) => () => openRulModel({ ...document, fitted: { ...document.fitted, ...change } } as never, OPENERS);
  test("that are damaged or foreign are refused by name", () => {
    const { members } = document.fitted as SurvivalNetFit;
    const [first, ...others] = members as [SurvivalNetFit["members"][number]];
    const member = (change: object) => changed({ members: [{ ...first, ...change }, ...others] });
    expect(changed({ inputs: ["age"] })).toThrow(/fitted.inputs/);
    expect(changed({ inputs: ["lnRatio", "lnGrowth"] })).toThrow(/members\[0\].inputs/);
    expect(changed({ members: [] })).toThrow(/fitted.members/);
    expect(changed({ members: [null] })).toThrow(/members\[0\].inputs/);
    expect(member({ horizons: first.horizons.map((h) => 2 * h) })).toThrow(/members\[0\].horizons/);
    expect(member({ kind: "survival_cnn" })).toThrow(/members\[0\].kind/);
    expect(member({ hidden: [9] })).toThrow(/parameters bytes/);
  });
});
