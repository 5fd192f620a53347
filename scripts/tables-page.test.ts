import { describe, expect, test } from "@jest/globals";
import { tablesPage } from "./lib/tables-page.mjs";

const GOAL = { net: "mlp", rmse: 13.5, coverage: 0.8, within: 0.04 };
const around = (mean: number) => ({ mean, low: mean - 1, high: mean + 1 });

/** A run whose net has this error under every protocol. */
function run(net: "mlp" | "cnn", rmse: number) {
  const scores = ["truncated", "everyRow", "startedLate"].flatMap((protocol) => [
    {
      predictor: net === "mlp" ? "survival MLP" : "survival CNN",
      protocol,
      units: 100,
      rmse: around(rmse),
      rmseOfMedian: rmse,
      score: 2,
      coverage: around(0.8),
      coverageWithinLimit: 0.81,
    },
    { predictor: "mean predictor", protocol, units: 100, rmse: around(41), rmseOfMedian: 41, score: 90 },
  ]);
  return { set: "FD001", net, seconds: 500, limitCycles: 125, source: "Engines. A. Author, 2008", scores };
}

describe("the page of table evaluation", () => {
  test("has both nets under every protocol, and what needs no model once", () => {
    const page = tablesPage([run("mlp", 11), run("cnn", 11.5)], GOAL);
    expect(page.match(/\| survival MLP/g)).toHaveLength(3);
    expect(page.match(/\| survival CNN/g)).toHaveLength(3);
    expect(page.match(/\| mean predictor/g)).toHaveLength(3);
    expect(page).toContain("100 s with `--net mlp`, 100 s with `--net cnn`");
    expect(page).toContain("Engines. A. Author, 2008");
  });

  test("says which net did better, and whether so many units can tell", () => {
    const words = (mlp: number, cnn: number) =>
      tablesPage([run("mlp", mlp), run("cnn", cnn)], GOAL)
        .trim()
        .split("\n")
        .at(-1);
    expect(words(11, 11.5)).toMatch(/cut 11.00 and 11.50; at every row 11.00 and 11.50; .* cannot tell the nets apart/);
    expect(words(11, 14)).toMatch(/cut the dense nets are better, at every row the dense/);
    expect(words(14, 11)).toMatch(/started late the convolutional nets are better/);
  });
});
