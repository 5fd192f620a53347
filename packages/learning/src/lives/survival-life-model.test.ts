import { beforeAll, describe, expect, test } from "@jest/globals";
import { HEALTH_INDICATOR_NAMES, type Life, requireDistribution } from "@phm/prognostics";
import { openBackend, type TensorBackend } from "../backend/tensor-backend.js";
import { normalFrom, seededUniform } from "../net/seeded-random.js";
import { DEFAULT_TRAINING } from "../training/training-options.js";
import { openSurvivalLifeModel, trainSurvivalLives } from "./survival-life-model.js";

const normal = normalFrom(seededUniform(3));

/** A life whose level rises over its last 30 blocks. */
const life = (id: number): Life => ({
  id: `life ${id}`,
  moments: Array.from({ length: 120 }, (_, i) => {
    const lnRatio = Math.max(0, (30 - (120 - i)) / 10 + 0.1 * normal());
    return { indicators: { lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 }, remainingBlocks: 120 - i, onset: lnRatio > 0.7 };
  }),
});
const OPTIONS = { ...DEFAULT_TRAINING, hidden: [8], epochs: 10, batchRows: 64, learningRate: 0.01 };

describe("a survival net on health indicators", () => {
  const lives = Array.from({ length: 6 }, (_, i) => life(i));
  let backend: TensorBackend;
  beforeAll(async () => {
    backend = await openBackend();
  });

  test("gives distributions over the horizons in blocks, shorter where the level is high", () => {
    const epochs: number[] = [];
    const net = trainSurvivalLives(backend, lives, ["lnRatio"], OPTIONS, ({ epoch }) => epochs.push(epoch));
    expect(epochs.length).toBeGreaterThan(0);
    const model = openSurvivalLifeModel(net, HEALTH_INDICATOR_NAMES);
    const at = (lnRatio: number) => model.predict({ lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 });
    for (const lnRatio of [0, 1, 2.5, 9]) requireDistribution(at(lnRatio));
    expect(at(2.5)[11]).toBeGreaterThan((at(0)[11] as number) + 0.3);
  });

  test("is refused where an indicator is unknown or the horizons are others", () => {
    const net = trainSurvivalLives(backend, lives, ["lnRatio"], { ...OPTIONS, epochs: 1 });
    expect(() => openSurvivalLifeModel({ ...net, inputs: ["age"] }, HEALTH_INDICATOR_NAMES)).toThrow(/inputs/);
    expect(() => openSurvivalLifeModel({ ...net, horizons: net.horizons.map((h) => 2 * h) }, HEALTH_INDICATOR_NAMES)).toThrow(/horizons/);
  });

  test("needs a life to hold out", () => {
    expect(() => trainSurvivalLives(backend, lives.slice(0, 1), ["lnRatio"], OPTIONS)).toThrow(/lives/);
  });
});
