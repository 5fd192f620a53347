import { beforeAll, describe, expect, test } from "@jest/globals";
import { DEFAULT_TIME_SCALE } from "@phm/diagnostics";
import { openBackend, survivalNetRecipe } from "@phm/learning";
import {
  DEFAULT_RUL_MODEL,
  type HealthIndicators,
  type LevelObservation,
  type Life,
  NO_PROGNOSIS,
  type PrognosisState,
  prognose,
  type RulModelDocument,
  type ServedModel,
} from "@phm/prognostics";
import { CDF_FOREST, PROPORTIONAL_ODDS, seededUniform } from "./evaluate/rul/rul-recipes.js";
import { openServedModel } from "./open-served-model.js";

const KINDS = {
  proportional_odds: () => PROPORTIONAL_ODDS,
  cdf_forest: () => CDF_FOREST,
  survival_net: async () => survivalNetRecipe(await openBackend()),
};
const ASSETS = 40;
const MINUTES = 30;
const LIFE_BLOCKS = 120;
const START_NS = 1_600_000_000_000_000_000n;

const uniform = seededUniform(11);
const ROWS: readonly HealthIndicators[] = Array.from({ length: 200 }, () => {
  const lnRatio = 4 * uniform();
  return { lnRatio, lnPeakRatio: lnRatio + uniform(), lnGrowth: uniform() };
});

/** Lives whose level rises over their last 30 blocks. */
const LIVES: readonly Life[] = Array.from({ length: 4 }, (_, i) => ({
  id: `life ${i}`,
  moments: Array.from({ length: LIFE_BLOCKS }, (_unused, block) => {
    const remainingBlocks = LIFE_BLOCKS - block;
    const lnRatio = Math.max(0, (30 - remainingBlocks) / 10 + 0.1 * uniform());
    return { remainingBlocks, onset: lnRatio > 0.7, indicators: { lnRatio, lnPeakRatio: lnRatio, lnGrowth: lnRatio / 2 } };
  }),
}));

const inOrder = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
function shuffled(count: number, seed: number): number[] {
  const random = seededUniform(seed);
  const places = inOrder(count).map((i) => ({ i, place: random() }));
  return places.sort((a, b) => a.place - b.place).map(({ i }) => i);
}

/** Rises of many machines at the same time, each its own. */
function observation(asset: number, minute: number): LevelObservation {
  const levelRatio = 1 + ((asset % 7) * Math.max(0, minute - 10)) / 20;
  const onset = levelRatio > 2;
  return { timeNs: START_NS + BigInt(minute) * 60_000_000_000n, levelRatio, rising: onset, onset, learning: minute < 3 };
}

/** What is said of every machine at every minute, when within a minute the machines come in this order. */
function said(served: ServedModel, orderOf: (minute: number) => readonly number[]): string[][] {
  const states = new Map<number, PrognosisState>();
  const lines = Array.from({ length: ASSETS }, (): string[] => []);
  for (let minute = 0; minute < MINUTES; minute++) {
    for (const asset of orderOf(minute)) {
      const [next, life] = prognose(states.get(asset) ?? NO_PROGNOSIS, observation(asset, minute), served, DEFAULT_TIME_SCALE);
      states.set(asset, next);
      lines[asset]?.push(JSON.stringify(life));
    }
  }
  return lines;
}

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])("scoring with a model of kind %s", (kind) => {
  let document: RulModelDocument;
  const opened = (): ServedModel => openServedModel(JSON.parse(JSON.stringify(document)));
  beforeAll(async () => {
    const { fit } = await KINDS[kind]();
    document = { ...DEFAULT_RUL_MODEL, fitted: fit(LIVES) };
  });

  test("gives the same bits for a row alone, in any order, and from a model that was opened anew", () => {
    const { model } = opened();
    expect(model.declaration.kind).toBe(kind);
    const answers = ROWS.map((row) => model.predict(row));
    for (const i of shuffled(ROWS.length, 2)) expect(model.predict(ROWS[i] as HealthIndicators)).toEqual(answers[i]);
    for (const i of [0, 60, 199]) expect(opened().model.predict(ROWS[i] as HealthIndicators)).toEqual(answers[i]);
  });

  test("says the same of a machine alone, and of many in any order and in batches of any size", () => {
    const served = opened();
    const every = inOrder(ASSETS);
    const together = said(served, () => every);
    expect(new Set(together.map((lines) => lines.at(-1))).size).toBeGreaterThan(3);
    expect(said(served, (minute) => shuffled(ASSETS, minute))).toEqual(together);
    for (const size of [1, 7]) {
      for (let from = 0; from < ASSETS; from += size) {
        const batch = every.slice(from, from + size);
        expect(said(opened(), () => batch).slice(from, from + size)).toEqual(together.slice(from, from + size));
      }
    }
  });
});
