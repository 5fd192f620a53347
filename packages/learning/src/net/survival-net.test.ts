import { describe, expect, test } from "@jest/globals";
import { HEALTH_INDICATOR_NAMES, HORIZONS_BLOCKS, proportionalOddsModel } from "@phm/prognostics";
import fc from "fast-check";
import { textOfFloat32 } from "./float32-text.js";
import { initialParameters, netLayers } from "./net-layers.js";
import { outputsOf } from "./survival-head.js";
import { type SurvivalCnn, type SurvivalMlp, type SurvivalNet, shapeOf } from "./survival-net.js";
import { openSurvivalNet } from "./survival-scorer.js";

const HORIZONS = [5, 10, 20, 40];
const UNTRAINED = {
  inputs: ["level", "slope", "load"],
  normalisation: { mean: [1, 0, -2], scale: [2, 1, 0.5], clip: 5 },
  horizons: HORIZONS,
  parameters: "",
};
function withWeights<Net extends SurvivalNet>(net: Net): Net {
  const parameters = initialParameters(netLayers(shapeOf(net)), outputsOf([0.1, 0.2, 0.5, 0.8]), 3);
  return { ...net, parameters: textOfFloat32(parameters) };
}
const NET = withWeights<SurvivalMlp>({ kind: "survival_mlp", ...UNTRAINED, hidden: [7, 5] });
const WINDOW = 9;
const CNN = withWeights<SurvivalCnn>({
  kind: "survival_cnn",
  ...UNTRAINED,
  window: WINDOW,
  convolutions: [{ kernel: 4, stride: 2, filters: 3 }],
  hidden: [5],
});
const NETS: readonly [string, SurvivalNet, number][] = [
  ["dense", NET, 1],
  ["convolutional", CNN, WINDOW],
];
const inputsOf = (rows: number) => fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3 * rows, maxLength: 3 * rows });

describe.each(NETS)("a %s survival net", (_, net, window) => {
  test("says a probability that never falls with the horizon, for any inputs", () => {
    const scorer = openSurvivalNet(net);
    fc.assert(
      fc.property(inputsOf(window), (x) => {
        const cdf = scorer.score(x);
        expect(cdf).toHaveLength(HORIZONS.length);
        cdf.forEach((p, h) => {
          expect(p).toBeGreaterThanOrEqual(h === 0 ? 0 : (cdf[h - 1] as number));
        });
        expect(cdf.at(-1)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("answers a row alike alone and among others, to the last bit", () => {
    const scorer = openSurvivalNet(net);
    fc.assert(
      fc.property(fc.array(inputsOf(window), { minLength: 1, maxLength: 20 }), (rows) => {
        const together = Float64Array.from(rows.flat());
        rows.forEach((row, i) => {
          expect([...scorer.score(together, i * 3 * window)]).toEqual([...scorer.score(row)]);
        });
      }),
    );
  });

  test("survives JSON unchanged, and refuses an input that is not there by name", () => {
    const x = Array.from({ length: 3 * window }, (_, i) => i % 4);
    const read = JSON.parse(JSON.stringify(net)) as SurvivalNet;
    expect([...openSurvivalNet(read).score(x)]).toEqual([...openSurvivalNet(net).score(x)]);
    expect(() => openSurvivalNet(net).score(x.with(-2, Number.NaN))).toThrow(/slope/);
    expect(() => openSurvivalNet(net).score(x.slice(0, -1))).toThrow(/load/);
  });
});

describe("a survival net", () => {
  test("says of inputs far outside what it learned what it says at their edge", () => {
    const scorer = openSurvivalNet(NET);
    expect([...scorer.score([1e9, 0, -2])]).toEqual([...scorer.score([1 + 5 * 2, 0, -2])]);
  });

  test("without hidden layers, and where only the first output looks at the inputs, it is the proportional-odds model", () => {
    const baseLnOdds = HORIZONS_BLOCKS.map((_, h) => -4 + 0.5 * h);
    const weights = [2, 0.5, 1];
    const odds = proportionalOddsModel({ kind: "proportional_odds", inputs: HEALTH_INDICATOR_NAMES, baseLnOdds, weights });
    const parameters = new Float32Array((3 + 1) * HORIZONS_BLOCKS.length);
    weights.forEach((weight, i) => {
      parameters[i * HORIZONS_BLOCKS.length] = weight;
    });
    parameters.set(
      HORIZONS_BLOCKS.map((_, h) => (h === 0 ? -4 : Math.log(Math.expm1(0.5)))),
      3 * HORIZONS_BLOCKS.length,
    );
    const normalisation = { mean: [0, 0, 0], scale: [1, 1, 1], clip: 50 };
    const text = textOfFloat32(parameters);
    const net: SurvivalMlp = {
      ...NET,
      inputs: HEALTH_INDICATOR_NAMES,
      normalisation,
      horizons: HORIZONS_BLOCKS,
      hidden: [],
      parameters: text,
    };
    for (const x of [
      [0, 0, 0],
      [0.7, 1, 0.1],
      [2, 2, 1],
    ]) {
      const expected = odds.predict({ lnRatio: x[0] as number, lnPeakRatio: x[1] as number, lnGrowth: x[2] as number });
      openSurvivalNet(net)
        .score(x)
        .forEach((p, h) => {
          expect(p).toBeCloseTo(expected[h] as number, 5);
        });
    }
  });

  const changed = (change: object): SurvivalNet => ({ ...NET, ...change });
  test.each([
    ["another kind", changed({ kind: "cnn" }), /kind/],
    ["a window of nothing", { ...CNN, window: 0 }, /window/],
    ["a window too short for its kernel", { ...CNN, window: 3 }, /kernel/],
    ["a convolutional net without convolutions", { ...CNN, convolutions: [] }, /convolutions/],
    ["a stride of nothing", { ...CNN, convolutions: [{ kernel: 4, stride: 0, filters: 3 }] }, /convolutions\[0\].stride/],
    ["other filters", { ...CNN, convolutions: [{ kernel: 4, stride: 2, filters: 4 }] }, /parameters bytes/],
    ["no inputs", changed({ inputs: [] }), /inputs/],
    ["horizons that fall", changed({ horizons: [5, 10, 8, 40] }), /horizons\[2\]/],
    ["a width of nothing", changed({ hidden: [7, 0] }), /hidden\[1\]/],
    ["another width", changed({ hidden: [7, 6] }), /parameters bytes/],
    ["text that is no base64", changed({ parameters: "§§§" }), /parameters bytes/],
    ["text that was cut", changed({ parameters: NET.parameters.slice(0, -8) }), /parameters bytes/],
    ["a number that is none", changed({ parameters: textOfFloat32(new Float32Array(92).fill(Number.NaN)) }), /parameters\[0\]/],
    ["a scale of 0", changed({ normalisation: { ...NET.normalisation, scale: [1, 0, 1] } }), /scale\[1\]/],
    ["a mean too few", changed({ normalisation: { ...NET.normalisation, mean: [1] } }), /mean.length/],
    ["no normalisation", changed({ normalisation: undefined }), /normalisation/],
    ["no clip", changed({ normalisation: { ...NET.normalisation, clip: 0 } }), /clip/],
  ])("%s is refused by name", (_, net, message) => {
    expect(() => openSurvivalNet(net)).toThrow(message);
  });
});
