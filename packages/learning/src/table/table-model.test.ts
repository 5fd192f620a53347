import { beforeAll, describe, expect, test } from "@jest/globals";
import { openBackend, type TensorBackend } from "../backend/tensor-backend.js";
import { normalFrom, seededUniform } from "../net/seeded-random.js";
import type { NetsCheckpoint } from "../training/training-log.js";
import { evaluateTable, phm08Score } from "./evaluate-table.js";
import { openTableModel, sealedTableModel, type TableModel } from "./table-model.js";
import { modelForTable, requireModelSet } from "./table-model-set.js";
import { DEFAULT_TABLE_RECIPE, type TableRecipe } from "./table-recipe.js";
import { trainTableModel } from "./train-table-model.js";
import { type TrendTable, trendTable } from "./trend-table.js";

const RECIPE: TableRecipe = {
  ...DEFAULT_TABLE_RECIPE,
  windows: { means: [3, 8], slopes: [8] },
  limitCycles: 40,
  members: 2,
  calibrationFolds: 2,
  training: { ...DEFAULT_TABLE_RECIPE.training, hidden: [12], epochs: 5, batchRows: 64, learningRate: 0.02 },
};
const CARD = { model: "synthetic-1", data: "made up", licence: "none", split: "two parts", limits: "tests" };

/** Units that wear: a reading that follows the remaining life, one that never changes and one of noise. */
function wearing(units: number, seed: number): TrendTable {
  const uniform = seededUniform(seed);
  const normal = normalFrom(uniform);
  const values = Array.from({ length: units }, (_, unit) => {
    const life = 50 + Math.floor(uniform() * 30);
    return Array.from({ length: life }, (_, i) => [unit + 1, i + 1, 100 * Math.exp(-(life - 1 - i) / 25) + 2 * normal(), 518.67, normal()]);
  });
  return trendTable(["unit", "cycle", "wear", "constant", "noise"], values.flat(2));
}

describe("a model on trend tables", () => {
  const table = wearing(10, 1);
  const unseen = wearing(6, 2);
  let backend: TensorBackend;
  let model: TableModel;
  beforeAll(async () => {
    backend = await openBackend();
    model = trainTableModel(backend, table, RECIPE, CARD);
  });

  test("looks only at readings that have to do with the remaining life", () => {
    expect(model.reading.inputs).toEqual(["wear"]);
    expect(model.card.lives).toBe(10);
  });

  test("predicts units that it has not seen within 5 of up to 40 cycles, beside 13 without a model", () => {
    const predictor = openTableModel(model, unseen);
    const errors = unseen.units.flatMap((unit) =>
      predictor.predict(unit).map(({ mean }, row) => mean - Math.min(40, unit.cycles.length - 1 - row)),
    );
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)).toBeLessThan(5);
  });

  test("orders p10, p50 and p90 and keeps points within the limit", () => {
    for (const unit of unseen.units) {
      for (const { p10, p50, p90, mean } of openTableModel(model, unseen).predict(unit)) {
        expect(p10).toBeLessThanOrEqual(p50);
        expect(p50).toBeLessThanOrEqual(p90);
        expect(Math.max(p50, mean)).toBeLessThanOrEqual(40);
        expect(p10).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("says the same of a row asked alone and with all others, and of a unit with a single row something", () => {
    const predictor = openTableModel(model, unseen);
    const [unit] = unseen.units as [TrendTable["units"][number]];
    const all = predictor.predict(unit);
    expect(predictor.predict(unit, unit.cycles.length - 1)).toEqual(all.slice(-1));
    const single = { id: 1, cycles: unit.cycles.subarray(0, 1), readings: unit.readings.subarray(0, 3) };
    expect(predictor.predict(single)).toEqual(all.slice(0, 1));
  });

  test("finds its readings by name, wherever they are in another table, and refuses a table without them", () => {
    const moved = { columns: ["other", "wear"], units: [{ id: 1, cycles: Float64Array.of(1), readings: Float64Array.of(-1, 50) }] };
    const plain = { columns: ["wear"], units: [{ id: 1, cycles: Float64Array.of(1), readings: Float64Array.of(50) }] };
    const said = [moved, plain].map((given) => openTableModel(model, given).predict(given.units[0] as TrendTable["units"][number]));
    expect(said[0]).toEqual(said[1]);
    expect(() => openTableModel(model, { columns: ["noise"] })).toThrow(/wear/);
  });

  test("the same seed gives the same document, and so does a training that was stopped on the way", () => {
    const checkpoints: NetsCheckpoint[] = [];
    const again = trainTableModel(backend, table, RECIPE, CARD, { onEpoch: (_, checkpoint) => checkpoints.push(checkpoint()) });
    expect(again).toEqual(model);
    const at = Math.floor(checkpoints.length / 2);
    const resume = JSON.parse(JSON.stringify(checkpoints[at])) as NetsCheckpoint;
    let epochs = 0;
    expect(trainTableModel(backend, table, RECIPE, CARD, { resume, onEpoch: () => epochs++ })).toEqual(model);
    expect(epochs).toBe(checkpoints.length - 1 - at);
    const foreign = { format: "x", nets: [] } as unknown as NetsCheckpoint;
    expect(() => trainTableModel(backend, table, RECIPE, CARD, { resume: foreign })).toThrow(/checkpoint.format/);
    expect(() => trainTableModel(backend, unseen, RECIPE, CARD, { resume: checkpoints[0] })).toThrow(/dataHash/);
  });

  test("a document that was damaged, edited or made elsewhere is refused by name", () => {
    const opened = (change: object) => () => openTableModel({ ...model, ...change }, unseen);
    const resealed = (change: object) => {
      const { checksum: _, ...rest } = { ...model, ...change };
      return () => openTableModel(sealedTableModel(rest), unseen);
    };
    expect(() => openTableModel(JSON.parse(JSON.stringify(model)), unseen)).not.toThrow();
    expect(opened({ format: "phm-table-model/2" })).toThrow(/format/);
    expect(opened({ limitCycles: 41 })).toThrow(/checksum/);
    expect(resealed({ card: { ...model.card, model: "" } })).toThrow(/card/);
    expect(resealed({ calibration: { ...model.calibration, low: 0.9, high: 0.1 } })).toThrow(/calibration/);
    expect(resealed({ members: [] })).toThrow(/members/);
    expect(resealed({ windows: { means: [3], slopes: [8] } })).toThrow(/members.inputs/);
    expect(resealed({ windows: {} })).toThrow(/windows/);
  });

  test("refuses to learn from too few units, or from readings that say nothing", () => {
    const few = { ...table, units: table.units.slice(0, 3) };
    expect(() => trainTableModel(backend, few, RECIPE, CARD)).toThrow(/units/);
    const constant = { ...table, units: table.units.map((unit) => ({ ...unit, readings: unit.readings.map(() => 1) })) };
    expect(() => trainTableModel(backend, constant, RECIPE, CARD)).toThrow(/columns/);
  });

  test("is chosen by the set that a table is of or named after", () => {
    const sets = ["FD001", "FD003"].map((set) => ({ set, trainedOn: [], model }));
    const both = { format: "phm-table-models/1", sets } as const;
    expect(modelForTable(both, "FD003", "test_FD003.f32.br").set).toBe("FD003");
    expect(modelForTable(both, "units of FD001", "units of FD001.f32").set).toBe("FD001");
    expect(() => modelForTable(both, "other", "other.f32")).toThrow(/FD001, FD003/);
    expect(modelForTable({ ...both, sets: sets.slice(0, 1) }, "other", "other.f32").set).toBe("FD001");
    expect(() => requireModelSet({ format: "phm-rul-model/1" } as never)).toThrow(/format/);
    expect(() => requireModelSet({ ...both, sets: [] })).toThrow(/sets/);
  });

  test("in cross-validation beats what anyone could say, on units that it has not seen", () => {
    const scores = evaluateTable(backend, wearing(10, 3), { ...RECIPE, training: { ...RECIPE.training, epochs: 3 } });
    const rmseOf = (name: string) =>
      scores.find(({ predictor, protocol }) => predictor === name && protocol === "everyRow")?.rmse.mean as number;
    expect(rmseOf("survival MLP")).toBeLessThan(0.6 * Math.min(rmseOf("mean predictor"), rmseOf("mean life minus elapsed")));
    expect(scores).toHaveLength(9);
  });
});

describe("a model of convolutional nets on the readings themselves", () => {
  const recipe: TableRecipe = {
    ...RECIPE,
    windows: { readings: 16 },
    training: {
      ...RECIPE.training,
      convolutions: [
        { kernel: 4, stride: 4, filters: 6 },
        { kernel: 2, stride: 1, filters: 6 },
      ],
    },
  };
  const table = wearing(10, 1);
  const unseen = wearing(6, 2);
  let backend: TensorBackend;
  let model: TableModel;
  beforeAll(async () => {
    backend = await openBackend();
    model = trainTableModel(backend, table, recipe, CARD);
  });

  test("predicts units that it has not seen within 5 of up to 40 cycles", () => {
    const predictor = openTableModel(JSON.parse(JSON.stringify(model)), unseen);
    const errors = unseen.units.flatMap((unit) =>
      predictor.predict(unit).map(({ mean }, row) => mean - Math.min(40, unit.cycles.length - 1 - row)),
    );
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)).toBeLessThan(5);
  });

  test("says the same of a row asked alone, of units in any order, and of a unit that was cut there", () => {
    const predictor = openTableModel(model, unseen);
    const whole = unseen.units.map((unit) => predictor.predict(unit));
    for (let i = unseen.units.length - 1; i >= 0; i--) {
      const unit = unseen.units[i] as TrendTable["units"][number];
      for (const row of [0, 3, 14, unit.cycles.length - 1]) {
        const cut = { id: 1, cycles: unit.cycles.subarray(0, row + 1), readings: unit.readings.subarray(0, 3 * (row + 1)) };
        expect(predictor.predict(cut, row)).toEqual([whole[i]?.[row]]);
        expect(predictor.predict(unit, row)).toEqual(whole[i]?.slice(row));
      }
    }
  });

  test("is trained to the same document from the same seed, and from where it was stopped", () => {
    const checkpoints: NetsCheckpoint[] = [];
    const again = trainTableModel(backend, table, recipe, CARD, { onEpoch: (_, checkpoint) => checkpoints.push(checkpoint()) });
    expect(again).toEqual(model);
    const resume = checkpoints[Math.floor(checkpoints.length / 2)];
    expect(trainTableModel(backend, table, recipe, CARD, { resume })).toEqual(model);
    const other = { ...recipe, training: { ...recipe.training, convolutions: [{ kernel: 4, stride: 4, filters: 6 }] } };
    expect(() => trainTableModel(backend, table, other, CARD, { resume })).toThrow(/options.convolutions/);
  });

  test("is refused where windows and nets do not fit together", () => {
    const { checksum: _, ...rest } = model;
    expect(() => openTableModel(sealedTableModel({ ...rest, windows: { readings: 17 } }), unseen)).toThrow(/members.window/);
    expect(() => trainTableModel(backend, table, { ...recipe, windows: RECIPE.windows }, CARD)).toThrow(/windows/);
    expect(() => trainTableModel(backend, table, { ...RECIPE, windows: { readings: 16 } }, CARD)).toThrow(/windows/);
    expect(() => trainTableModel(backend, table, { ...recipe, windows: { readings: 3 } }, CARD)).toThrow(/kernel/);
  });
});

test("the PHM08 score of a late prediction is above that of one as early", () => {
  expect(phm08Score(10, 10)).toBe(0);
  expect(phm08Score(20, 10)).toBeCloseTo(Math.E - 1, 12);
  expect(phm08Score(0, 10)).toBeCloseTo(Math.exp(10 / 13) - 1, 12);
});
