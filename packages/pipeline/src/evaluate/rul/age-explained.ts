import type { HealthIndicator, Life } from "@phm/prognostics";

interface Row {
  readonly x: readonly number[];
  readonly lnAge: number;
  /** Every life has one vote, however long it was. */
  readonly weight: number;
}

/** Moments before onset: after it every indicator rises with the fault, and a fault comes late in a life. */
function rowsOf(life: Life, inputs: readonly HealthIndicator[]): Row[] {
  const total = life.moments[0]?.remainingBlocks ?? 0;
  const quiet = life.moments.filter(({ onset }) => !onset);
  return quiet.map(({ indicators, remainingBlocks }) => ({
    x: [1, ...inputs.map((name) => indicators[name])],
    lnAge: Math.log(total - remainingBlocks + 1),
    weight: 1 / quiet.length,
  }));
}

/** Weighted least squares by the normal equations with a trace of ridge, solved by Gauss-Jordan elimination. */
function leastSquares(rows: readonly Row[]): number[] {
  const size = rows[0]?.x.length ?? 0;
  const system = Array.from({ length: size }, (_, i) => {
    const line = Array.from({ length: size }, (_unused, j) =>
      rows.reduce((sum, { x, weight }) => sum + weight * (x[i] as number) * (x[j] as number), i === j ? 1e-9 : 0),
    );
    return [...line, rows.reduce((sum, { x, lnAge, weight }) => sum + weight * (x[i] as number) * lnAge, 0)];
  });
  for (let i = 0; i < size; i++) {
    const pivot = system[i] as number[];
    for (let j = 0; j < size; j++) {
      const line = system[j] as number[];
      const factor = j === i ? 0 : (line[i] as number) / (pivot[i] as number);
      for (let k = i; k <= size; k++) line[k] = (line[k] as number) - factor * (pivot[k] as number);
    }
  }
  return system.map((line, i) => (line[size] as number) / (line[i] as number));
}

/**
 * Share of the variance of ln(age) that a straight line through the quiet indicators explains on lives it was not fitted on (R², below 0
 * where it is worse than their mean). Indicators that tell the age would make a prognosis look good on tests that are cut at a share of life,
 * and fail where monitoring starts later.
 * @param lives at least two
 * @param inputs what a model looks at
 */
export function ageExplained(lives: readonly Life[], inputs: readonly HealthIndicator[]): number {
  const perLife = lives.map((life) => rowsOf(life, inputs));
  const held = perLife.flatMap((rows, i) => {
    const weights = leastSquares(perLife.filter((_, other) => other !== i).flat());
    return rows.map(({ x, lnAge, weight }) => ({
      lnAge,
      weight,
      predicted: x.reduce((sum, value, k) => sum + value * (weights[k] as number), 0),
    }));
  });
  const votes = held.reduce((sum, { weight }) => sum + weight, 0);
  const mean = held.reduce((sum, { lnAge, weight }) => sum + weight * lnAge, 0) / votes;
  const residual = held.reduce((sum, { lnAge, predicted, weight }) => sum + weight * (lnAge - predicted) ** 2, 0);
  const total = held.reduce((sum, { lnAge, weight }) => sum + weight * (lnAge - mean) ** 2, 0);
  return 1 - residual / total;
}
