import { InvalidValue } from "@phm/domain";
import { isDistribution, type LifeDistribution, pooled, requireDistribution } from "../distribution/life-distribution.js";
import type { HealthIndicator, HealthIndicators } from "../indicators/health-indicators.js";
import type { ModelDeclaration, RulModel } from "./rul-model.js";

/** A tree as nested nodes: a leaf is the distribution of the moments that fell into it. Plain JSON. */
export type CdfTree =
  | { readonly cdf: LifeDistribution }
  | { readonly input: number; readonly limit: number; readonly below: CdfTree; readonly above: CdfTree };

export interface CdfForest {
  readonly kind: "cdf_forest";
  readonly inputs: readonly HealthIndicator[];
  readonly trees: readonly CdfTree[];
}

/** Deeper trees than this were not grown here. */
const MAX_DEPTH = 32;

const declarationOf = (inputs: readonly HealthIndicator[]): ModelDeclaration => ({
  kind: "cdf_forest",
  inputs,
  output: "P(remaining life <= h) at each horizon, h in blocks",
  parameters: [
    { name: "limit", unit: "of the input", meaning: "moments below it go to the left of the split" },
    { name: "cdf", unit: "probability", meaning: "share of the leaf's mass that failed within each horizon" },
  ],
});

/** Quick, for a forest of megabytes must not hold scoring up while it is opened; it does not say what is wrong. */
function isWhole(tree: CdfTree, inputs: number, depth: number): boolean {
  if (typeof tree !== "object" || tree === null || depth > MAX_DEPTH) return false;
  if ("cdf" in tree) return isDistribution(tree.cdf);
  const { input, limit, below, above } = tree;
  return (
    Number.isInteger(input) &&
    input >= 0 &&
    input < inputs &&
    Number.isFinite(limit) &&
    isWhole(below, inputs, depth + 1) &&
    isWhole(above, inputs, depth + 1)
  );
}

/** Walks a tree that is not whole. @throws InvalidValue naming what is wrong in it */
function requireWhole(tree: CdfTree, inputs: number, field: string, depth = 0): void {
  if (typeof tree !== "object" || tree === null) throw new InvalidValue(field, tree, "a split or a leaf", "foreign_model");
  if (depth > MAX_DEPTH) throw new InvalidValue(field, depth, `at most ${MAX_DEPTH} splits deep`, "foreign_model");
  if ("cdf" in tree) {
    requireDistribution(tree.cdf, `${field}.cdf`);
    return;
  }
  if (!(Number.isInteger(tree.input) && tree.input >= 0 && tree.input < inputs)) {
    throw new InvalidValue(`${field}.input`, tree.input, `one of ${inputs} inputs`, "foreign_model");
  }
  if (!Number.isFinite(tree.limit)) throw new InvalidValue(`${field}.limit`, tree.limit, "a finite number", "foreign_model");
  requireWhole(tree.below, inputs, `${field}.below`, depth + 1);
  requireWhole(tree.above, inputs, `${field}.above`, depth + 1);
}

function leafOf(tree: CdfTree, x: readonly number[]): LifeDistribution {
  let node = tree;
  while (!("cdf" in node)) node = (x[node.input] as number) < node.limit ? node.below : node.above;
  return node.cdf;
}

/** The mean of the trees' leaves. @throws InvalidValue when the trees do not fit the inputs or a leaf is no distribution */
export function cdfForestModel({ inputs, trees }: CdfForest): RulModel {
  if (!(Array.isArray(trees) && trees.length > 0)) throw new InvalidValue("trees.length", trees?.length, "at least 1", "foreign_model");
  trees.forEach((tree, i) => {
    if (!isWhole(tree, inputs.length, 0)) requireWhole(tree, inputs.length, `trees[${i}]`);
  });
  const equally = trees.map(() => 1);
  return {
    declaration: declarationOf(inputs),
    predict(indicators: HealthIndicators) {
      const x = inputs.map((input) => indicators[input]);
      return pooled(
        trees.map((tree) => leafOf(tree, x)),
        equally,
      );
    },
  };
}
