// Learned models: training against TensorFlow.js wasm as it comes on the same net, scoring against it and against the rate that serving needs.
import {
  DEFAULT_TABLE_RECIPE,
  DEFAULT_TRAINING,
  openNamedBackend,
  openSurvivalNet,
  openTableModel,
  SurvivalTraining,
  TABLE_RECIPES,
  trainTableModel,
} from "@phm/learning";
import { plainScoring, plainTraining } from "./learning/plain-training.mjs";
import { syntheticTable } from "./learning/synthetic-table.mjs";
import { median, report, sideBySide } from "./lib/measure.mjs";

const INPUTS = 75;
const CHANNELS = 15;
const HORIZONS = Array.from({ length: 30 }, (_, h) => 5 * (h + 1));
const BATCHES = 40;
const NEEDED_ASSETS_PER_S = 10_000;

const backend = await openNamedBackend("wasm");
const { hidden, batchRows } = DEFAULT_TRAINING;
const rowsOf = (count, width) => {
  const remaining = Float64Array.from({ length: count }, (_, row) => (row * 53) % 180);
  const x = Float64Array.from(
    { length: count * width },
    (_, i) => Math.sin(i * 1.37) + remaining[Math.floor(i / width)] / ((i % width) + 40),
  );
  return { x, remaining, weight: new Float64Array(count).fill(1 / count) };
};
const reachedOf = ({ remaining }) => Int32Array.from(remaining, (time) => Math.min(HORIZONS.length, Math.max(0, Math.ceil(time / 5) - 1)));

/** The same net on the same rows, trained by us and by TensorFlow.js as it comes. */
function trainings({ inputs, window = 1, options }) {
  const rows = rowsOf(BATCHES * options.batchRows, inputs * window);
  const names = Array.from({ length: inputs }, (_, i) => `x${i}`);
  const task = { inputs: names, window, horizons: HORIZONS, rows, heldOut: rowsOf(1, inputs * window) };
  const training = new SurvivalTraining(backend, task, { ...options, epochs: 1000, patienceEpochs: 1000 });
  const { convolutions, hidden, learningRate } = options;
  const shape = { inputs, window, convolutions, hidden, horizons: HORIZONS.length };
  const net = { x: Float32Array.from(rows.x), reached: reachedOf(rows), batchRows, learningRate, ...shape };
  return { training, rows, net, plain: plainTraining(net) };
}

const dense = trainings({ inputs: INPUTS, options: DEFAULT_TRAINING });
dense.training.runEpoch();
dense.plain(4);
report({
  bench: "learning",
  measure: `training a survival net ${[INPUTS, ...hidden, HORIZONS.length].join("-")}, batches of ${batchRows}`,
  unit: "batches/s",
  reference: "TensorFlow.js wasm as it comes",
  goal: 3,
  ...(await sideBySide({ count: BATCHES, repetitions: 7, candidate: () => dense.training.runEpoch(), reference: dense.plain })),
});

const { windows, training: ofCnn } = TABLE_RECIPES.cnn;
const convolutional = trainings({ inputs: CHANNELS, window: windows.readings, options: ofCnn });
convolutional.training.runEpoch();
convolutional.plain(4);
report({
  bench: "learning",
  measure: `training a convolutional survival net on ${windows.readings} readings of ${CHANNELS}, batches of ${batchRows}`,
  unit: "batches/s",
  reference: "TensorFlow.js wasm as it comes, convolutions by slices",
  goal: 3,
  ...(await sideBySide({ count: BATCHES, candidate: () => convolutional.training.runEpoch(), reference: convolutional.plain })),
});

const { training, rows, net } = dense;
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
