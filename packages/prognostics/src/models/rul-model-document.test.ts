import { describe, expect, test } from "@jest/globals";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import { requireDistribution } from "../distribution/life-distribution.js";
import { DEFAULT_RUL_MODEL } from "./default-rul-model.js";
import type { ProportionalOdds } from "./proportional-odds.js";
import { isSupported, openRulModel, type RulModelDocument } from "./rul-model-document.js";

const changed = (change: object): RulModelDocument => ({ ...structuredClone(DEFAULT_RUL_MODEL), ...change }) as RulModelDocument;
const { fitted, card, quietBound, calibration } = DEFAULT_RUL_MODEL;

describe("a model document", () => {
  test("the one that ships opens, declares what it needs, and answers with distributions", () => {
    const { model } = openRulModel(DEFAULT_RUL_MODEL);
    expect(model.declaration.inputs).toEqual(["lnRatio"]);
    for (const lnRatio of [0, 0.7, 1.5, 5]) requireDistribution(model.predict({ lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 }));
  });

  test("survives JSON", () => {
    const { model } = openRulModel(JSON.parse(JSON.stringify(DEFAULT_RUL_MODEL)));
    const indicators = { lnRatio: 1, lnPeakRatio: 1, lnGrowth: 0 };
    expect(model.predict(indicators)).toEqual(openRulModel(DEFAULT_RUL_MODEL).model.predict(indicators));
  });

  test.each([
    ["another format", changed({ format: "phm-rul-model/2" }), /format/],
    ["no card", changed({ card: undefined }), /card/],
    ["a card without a name", changed({ card: { ...card, model: "" } }), /card/],
    ["other horizons", changed({ horizonsBlocks: [1, 2, 3] }), /horizonsBlocks/],
    ["an unknown input", changed({ fitted: { ...fitted, inputs: ["age"] } }), /fitted.inputs/],
    ["a weight below 0", changed({ fitted: { ...fitted, weights: [-1] } }), /weights\[0\]/],
    ["a weight too many", changed({ fitted: { ...fitted, weights: [1, 2] } }), /weights.length/],
    [
      "odds that fall",
      changed({ fitted: { ...fitted, baseLnOdds: [...(fitted as ProportionalOdds).baseLnOdds].reverse() } }),
      /baseLnOdds/,
    ],
    ["a damaged figure", changed({ calibration: { ...calibration, marginLn: Number.NaN } }), /marginLn/],
    ["a bound of nothing", changed({ quietBound: { ...quietBound, blocks: 0 } }), /quietBound.blocks/],
    [
      "a tree with a foreign input",
      changed({
        fitted: { kind: "cdf_forest", inputs: ["lnRatio"], trees: [{ input: 3, limit: 1, below: { cdf: [] }, above: { cdf: [] } }] },
      }),
      /trees\[0\].input/,
    ],
    ["a kind that nobody knows", changed({ fitted: { kind: "toString", inputs: [] } }), /fitted.kind/],
    ["a kind that nobody here opens", changed({ fitted: { kind: "survival_net", inputs: ["lnRatio"] } }), /fitted.kind/],
    ["a forest that was cut", changed({ fitted: { kind: "cdf_forest", inputs: [], trees: [{ cdf: "" }] } }), /trees\[0\].cdf.length/],
    [
      "a tree without a branch",
      changed({ fitted: { kind: "cdf_forest", inputs: ["lnRatio"], trees: [{ input: 0, limit: 1, below: null }] } }),
      /trees\[0\].below/,
    ],
    [
      "a leaf that falls",
      changed({ fitted: { kind: "cdf_forest", inputs: [], trees: [{ cdf: HORIZONS_BLOCKS.map((_, h) => 1 - h / 20) }] } }),
      /trees\[0\].cdf\[1\]/,
    ],
    ["a forest without trees", changed({ fitted: { kind: "cdf_forest", inputs: ["lnRatio"], trees: [] } }), /trees.length/],
  ])("%s is refused by name", (_, document, message) => {
    expect(() => openRulModel(document)).toThrow(message);
  });

  test("of a kind above this package is opened by who can, after its inputs were checked", () => {
    const { model } = openRulModel(DEFAULT_RUL_MODEL);
    const learned = changed({ fitted: { kind: "survival_net", inputs: ["lnRatio"] } });
    expect(openRulModel(learned, { survival_net: () => model }).model).toBe(model);
    const foreign = changed({ fitted: { kind: "survival_net", inputs: ["age"] } });
    expect(() => openRulModel(foreign, { survival_net: () => model })).toThrow(/fitted.inputs/);
  });

  test("n lives vouch for at most n / (n + 1)", () => {
    expect(isSupported(0.8, 4)).toBe(true);
    expect(isSupported(0.8, 3)).toBe(false);
    expect(isSupported(0.9, 8)).toBe(false);
  });
});
