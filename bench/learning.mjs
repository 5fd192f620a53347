// Learned models: training against TensorFlow.js wasm as it comes on the same net, scoring against it and against the rate that serving needs.
import {
  DEFAULT_TABLE_RECIPE,
  DEFAULT_TRAINING,
  openNamedBackend,
  openSurvivalNet,
  openTableModel,
  SurvivalTraining,
  trainTableModel,
} from "@phm/learning";
import { plainScoring, plainTraining } from "./learning/plain-training.mjs";
import { syntheticTable } from "./learning/synthetic-table.mjs";
import { median, report, sideBySide } from "./lib/measure.mjs";

const INPUTS = 75;
const HORIZONS = Array.from({ length: 30 }, (_, h) => 5 * (h + 1));
const BATCHES = 40;
const NEEDED_ASSETS_PER_S = 10_000;

const backend = await openNamedBackend("wasm");
const { hidden, batchRows, learningRate } = DEFAULT_TRAINING;
const rowsOf = (count) => {
  const remaining = Float64Array.from({ length: count }, (_, row) => (row * 53) % 180);
  const x = Float64Array.from(
    { length: count * INPUTS },
    (_, i) => Math.sin(i * 1.37) + remaining[Math.floor(i / INPUTS)] / ((i % INPUTS) + 40),
  );
  return { x, remaining, weight: new Float64Array(count).fill(1 / count) };
};

const rows = rowsOf(BATCHES * batchRows);
const task = { inputs: Array.from({ length: INPUTS }, (_, i) => `x${i}`), horizons: HORIZONS, rows, heldOut: rowsOf(1) };
const training = new SurvivalTraining(backend, task, { ...DEFAULT_TRAINING, epochs: 1000, patienceEpochs: 1000 });
const x = Float32Array.from(rows.x);
const reached = Int32Array.from(rows.remaining, (time) => Math.min(HORIZONS.length, Math.max(0, Math.ceil(time / 5) - 1)));
const net = { x, reached, inputs: INPUTS, hidden, horizons: HORIZONS.length, batchRows, learningRate };
const plain = plainTraining(net);
training.runEpoch();
plain(4);
report({
  bench: "learning",
  measure: `training a survival net ${[INPUTS, ...hidden, HORIZONS.length].join("-")}, batches of ${batchRows}`,
  unit: "batches/s",
  reference: "TensorFlow.js wasm as it comes",
  goal: 3,
  ...(await sideBySide({ count: BATCHES, repetitions: 7, candidate: () => training.runEpoch(), reference: plain })),
});

const scorer = openSurvivalNet(training.net());
const plainScore = plainScoring(net);
const scoreRows = (count) => {
  for (let i = 0; i < count; i++) scorer.score(rows.x, (i % rows.remaining.length) * INPUTS);
};
scoreRows(2000);
plainScore(200);
report({
  bench: "learning",
  measure: "scoring one row at a time in typed arrays",
  unit: "rows/s",
  reference: "TensorFlow.js wasm, one row at a time",
  goal: 3,
  ...(await sideBySide({ count: 2000, candidate: scoreRows, reference: plainScore })),
});

const table = syntheticTable(16, 120);
const recipe = { ...DEFAULT_TABLE_RECIPE, calibrationFolds: 2, training: { ...DEFAULT_TRAINING, epochs: 1 } };
const card = { model: "bench", data: "synthetic", licence: "none", split: "none", limits: "benchmark" };
const predictor = openTableModel(trainTableModel(backend, table, recipe, card), table);
const scoreAssets = (count) => {
  for (let i = 0; i < count; i++) {
    const unit = table.units[i % table.units.length];
    predictor.predict(unit, unit.cycles.length - 1);
  }
};
scoreAssets(2000);
/** Processor time, not wall time: the rate is that of one core, whatever else runs on it. */
const ratePerCore = (count) => {
  const before = process.cpuUsage();
  scoreAssets(count);
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
};
report({
  bench: "learning",
  measure: `default table model, ${recipe.members} nets: from an asset's readings to its quantiles, one core`,
  unit: "assets/s",
  reference: "the rate that serving needs",
  goal: 1,
  value: median(Array.from({ length: 7 }, () => ratePerCore(4000))),
  referenceValue: NEEDED_ASSETS_PER_S,
});
