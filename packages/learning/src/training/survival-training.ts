import { InvalidValue } from "@phm/domain";
import type { TensorBackend } from "../backend/tensor-backend.js";
import { bytesOf, contentHash } from "../net/content-hash.js";
import { textOfFloat32 } from "../net/float32-text.js";
import { initialParameters, netLayers } from "../net/net-layers.js";
import { normalisationOf, normalised } from "../net/normalise.js";
import { seededUniform, seedOfPart, shuffled } from "../net/seeded-random.js";
import { outputsOf, type SurvivalLabels, survivalLoss } from "../net/survival-head.js";
import type { Normalisation, SurvivalNet } from "../net/survival-net.js";
import { adamStep } from "./adam.js";
import { LayeredNetwork } from "./layered-network.js";
import { labelsOf, priorOf, requireRows, rowCount, type SurvivalRows, startsOf } from "./survival-rows.js";
import { checkpointOf, freshState, stateOf, type TrainingCheckpoint, type TrainingState } from "./training-checkpoint.js";
import { requireOptions, type TrainingOptions } from "./training-options.js";

/** What a net shall learn from. */
export interface SurvivalTask {
  readonly inputs: readonly string[];
  /** Rows of inputs that are looked at together, the latest last; 1 where it is left out. */
  readonly window?: number;
  /** Rising, in the unit of `remaining`. */
  readonly horizons: readonly number[];
  readonly rows: SurvivalRows;
  /** Rows of other machines, which say when to stop. */
  readonly heldOut: SurvivalRows;
}

/** How an epoch went: mean binary cross entropy over horizons, every life one vote. */
export interface EpochReport {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly heldOutLoss: number;
  readonly bestEpoch: number;
}

/** Cuts inputs that lie further out than this, deviations. */
const CLIP = 5;
const SCORED_ROWS = 4096;

interface Prepared {
  readonly x: Float32Array;
  readonly at: Int32Array;
  readonly labels: SurvivalLabels;
}

/** All that makes the data of a training what they are. */
const hashedParts = ({ x, at, remaining, weight }: SurvivalRows): Uint8Array[] =>
  [x, remaining, weight, ...(at === undefined ? [] : [at])].map(bytesOf);

/** The training of one survival net, an epoch at a time, so that callers can tell of progress, keep checkpoints, or leave off. */
export class SurvivalTraining {
  private readonly network: LayeredNetwork;
  private readonly window: number;
  private readonly normalisation: Normalisation;
  private readonly train: Prepared;
  private readonly heldOut: Prepared;
  private readonly dataHash: string;
  private readonly state: TrainingState;

  /**
   * @param checkpoint where given, the training goes on from there
   * @throws InvalidValue for rows or options out of range, and for a checkpoint of another training
   */
  constructor(
    backend: TensorBackend,
    private readonly task: SurvivalTask,
    private readonly options: TrainingOptions,
    checkpoint?: TrainingCheckpoint,
  ) {
    requireOptions(options);
    const { inputs, horizons, rows, heldOut } = task;
    this.window = task.window ?? 1;
    if (this.window > 1 && options.convolutions.length === 0) {
      throw new InvalidValue("window", this.window, "1 for a net without convolutions");
    }
    requireRows(rows, inputs.length, this.window, "training");
    requireRows(heldOut, inputs.length, this.window, "heldOut");
    this.normalisation = normalisationOf(rows.x, inputs.length, CLIP);
    const prepared = (part: SurvivalRows): Prepared => ({
      x: normalised(part.x, this.normalisation),
      at: startsOf(part, inputs.length * this.window),
      labels: labelsOf(part, horizons),
    });
    this.train = prepared(rows);
    this.heldOut = prepared(heldOut);
    this.dataHash = contentHash(...[rows, heldOut].flatMap(hashedParts));
    const { convolutions, hidden } = options;
    const shape = { channels: inputs.length, window: this.window, convolutions, hidden, outputs: horizons.length };
    this.network = new LayeredNetwork(backend, netLayers(shape));
    const start = initialParameters(this.network.layers, outputsOf(priorOf(rows, horizons)), seedOfPart(options.seed, 0));
    this.state = checkpoint ? stateOf(checkpoint, options, this.dataHash, start.length) : freshState(start);
  }

  /** Whether all epochs are done or the held-out machines have had enough. */
  get finished(): boolean {
    const { epoch, bestEpoch } = this.state;
    return epoch >= this.options.epochs || epoch - bestEpoch >= this.options.patienceEpochs;
  }

  /** One pass over the rows in a random order that the seed and the epoch decide. */
  runEpoch(): EpochReport {
    const { state, options } = this;
    const rows = rowCount(this.task.rows);
    const order = shuffled(rows, seededUniform(seedOfPart(options.seed, state.epoch + 1)));
    const batches = Math.ceil(rows / options.batchRows);
    let total = 0;
    for (let batch = 0; batch < batches; batch++) {
      const done = (state.epoch + batch / batches) / options.epochs;
      const rate = options.learningRate * 0.5 * (1 + Math.cos(Math.PI * done));
      total += this.step(order.subarray(batch * options.batchRows, (batch + 1) * options.batchRows), rate);
    }
    state.epoch += 1;
    const heldOutLoss = this.heldOutLoss();
    if (heldOutLoss < state.bestLoss) {
      state.bestLoss = heldOutLoss;
      state.bestEpoch = state.epoch;
      state.best.set(state.parameters);
    }
    return { epoch: state.epoch, trainLoss: total / rows, heldOutLoss, bestEpoch: state.bestEpoch };
  }

  checkpoint(): TrainingCheckpoint {
    return checkpointOf(this.state, this.options, this.dataHash);
  }

  /** The net as it did best on the held-out machines. */
  net(): SurvivalNet {
    const { inputs, horizons } = this.task;
    const { normalisation, window } = this;
    const { convolutions, hidden } = this.options;
    const trained = { inputs, normalisation, horizons, hidden, parameters: textOfFloat32(this.state.best) };
    return convolutions.length > 0 ? { kind: "survival_cnn", window, convolutions, ...trained } : { kind: "survival_mlp", ...trained };
  }

  private gathered({ x, at }: Prepared, rows: Int32Array): Float32Array {
    const width = this.task.inputs.length * this.window;
    const batch = new Float32Array(rows.length * width);
    for (let row = 0; row < rows.length; row++) {
      const from = at[rows[row] as number] as number;
      batch.set(x.subarray(from, from + width), row * width);
    }
    return batch;
  }

  private step(rows: Int32Array, rate: number): number {
    const { parameters, adam } = this.state;
    const gradient = new Float32Array(parameters.length);
    const horizons = this.task.horizons.length;
    const perRow = 1 / rows.length;
    const loss = this.network.lossGradient(
      parameters,
      this.gathered(this.train, rows),
      rows.length,
      (outputs, byOutput) => {
        const sum = survivalLoss(outputs, horizons, this.train.labels, rows, byOutput);
        for (let i = 0; i < byOutput.length; i++) byOutput[i] = (byOutput[i] as number) * perRow;
        return sum;
      },
      gradient,
    );
    adamStep(parameters, gradient, adam, rate, this.options.weightDecay);
    return loss;
  }

  private heldOutLoss(): number {
    const count = rowCount(this.task.heldOut);
    let total = 0;
    for (let from = 0; from < count; from += SCORED_ROWS) {
      const rows = Int32Array.from({ length: Math.min(SCORED_ROWS, count - from) }, (_, i) => from + i);
      const outputs = this.network.outputs(this.state.parameters, this.gathered(this.heldOut, rows), rows.length);
      total += survivalLoss(outputs, this.task.horizons.length, this.heldOut.labels, rows);
    }
    return total / count;
  }
}
