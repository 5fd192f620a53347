import type { HealthIndicator } from "../indicators/health-indicators.js";
import type { Life } from "../training/life.js";

/** Where the values of one model input lay in training: the reference that drift is measured against. */
export interface InputProfile {
  readonly input: HealthIndicator;
  /** The nine deciles; those that coincide once. Bin i holds what is above the edge before it and at most edge i; the last bin is open. */
  readonly edges: readonly number[];
  /** Share of each bin, one more than edges. A tenth each where no deciles coincide. */
  readonly shares: readonly number[];
}

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The bin of a value: its number of edges below it. */
export function binOf(edges: readonly number[], value: number): number {
  const found = edges.findIndex((edge) => value <= edge);
  return found < 0 ? edges.length : found;
}

function decilesOf(rows: readonly Weighted[]): number[] {
  const sorted = [...rows].sort((a, b) => a.value - b.value);
  let [next, mass] = [0, 0];
  const deciles: number[] = [];
  for (const { value, weight } of sorted) {
    mass += weight;
    for (; next < DECILES.length && mass >= (DECILES[next] as number) - 1e-9; next++) deciles.push(value);
  }
  return [...new Set(deciles)];
}

function profileOf(input: HealthIndicator, rows: readonly Weighted[]): InputProfile {
  const edges = decilesOf(rows);
  const shares = new Array<number>(edges.length + 1).fill(0);
  for (const { value, weight } of rows) shares[binOf(edges, value)] = (shares[binOf(edges, value)] as number) + weight;
  return { input, edges, shares };
}

/**
 * Profiles over the moments after onset, for there a model is asked; each life one vote.
 * @returns none when no life ever had an onset
 */
export function inputProfiles(lives: readonly Life[], inputs: readonly HealthIndicator[]): InputProfile[] {
  const asked = lives.map(({ moments }) => moments.filter(({ onset }) => onset)).filter((moments) => moments.length > 0);
  if (asked.length === 0) return [];
  return inputs.map((input) => {
    const rows = asked.flatMap((moments) =>
      moments.map(({ indicators }) => ({ value: indicators[input], weight: 1 / moments.length / asked.length })),
    );
    return profileOf(input, rows);
  });
}
