import type { Matrix, TensorBackend } from "../backend/tensor-backend.js";
import type { NetLayer } from "../net/net-layers.js";

const { min } = Math;

/** Writes the derivative of the loss with respect to the outputs into `gradient` and returns the loss. */
export type OutputLoss = (outputs: Float32Array, gradient: Float32Array) => number;

/** Rows that are turned together: what is read and what is written then both stay in the cache. */
const TILE_ROWS = 16;

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let from = 0; from < rows; from += TILE_ROWS) {
    const to = min(rows, from + TILE_ROWS);
    for (let column = 0; column < columns; column++) {
      for (let row = from; row < to; row++) turned[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return turned;
}

function addColumns(values: Float32Array, columns: number, sums: Float32Array): void {
  for (let at = 0; at < values.length; at += columns) {
    for (let column = 0; column < columns; column++) sums[column] = (sums[column] as number) + (values[at + column] as number);
  }
}

/** Whether the places of a layer lie one behind the other and cover the row below: then they are its values as they are. */
const isPlain = ({ from, places, first, step, below }: NetLayer): boolean =>
  first === 0 && places * from === below && (places === 1 || step === from);

/** What a layer looks at, one row for each place: a convolution becomes a product of matrices. */
function placesOf(values: Float32Array, rows: number, layer: NetLayer): Float32Array {
  if (isPlain(layer)) return values;
  const { from, places, first, step, below } = layer;
  const gathered = new Float32Array(rows * places * from);
  for (let row = 0, to = 0; row < rows; row++) {
    for (let place = 0; place < places; place++, to += from) {
      const at = row * below + first + place * step;
      gathered.set(values.subarray(at, at + from), to);
    }
  }
  return gathered;
}

/** The reverse: adds up what every place says of the values below it. */
function addedPlaces(errors: Float32Array, rows: number, layer: NetLayer): Float32Array {
  if (isPlain(layer)) return errors;
  const { from, places, first, step, below } = layer;
  const sums = new Float32Array(rows * below);
  for (let row = 0, of = 0; row < rows; row++) {
    for (let place = 0; place < places; place++, of += from) {
      const at = row * below + first + place * step;
      for (let i = 0; i < from; i++) sums[at + i] = (sums[at + i] as number) + (errors[of + i] as number);
    }
  }
  return sums;
}

/** What a layer saw, place by place, and what it said. */
interface Pass {
  readonly seen: Float32Array;
  readonly said: Float32Array;
}

/**
 * Dense and convolutional layers with rectified hidden units, differentiated by hand: the backend multiplies matrices, which is all that
 * it is faster at; gathering, turning, masking and summing are loops over typed arrays, for a call of a kernel costs more than the
 * arithmetic of these sizes, and the wasm build has no gradient kernel for convolutions.
 */
export class LayeredNetwork {
  constructor(
    private readonly backend: TensorBackend,
    readonly layers: readonly NetLayer[],
  ) {}

  /** Raw outputs of rows, row major. @param x rows of inputs, row major */
  outputs(parameters: Float32Array, x: Float32Array, rows: number): Float32Array {
    let outputs = x;
    this.backend.tidy(() => {
      outputs = this.forward(parameters, x, rows).at(-1)?.said as Float32Array;
    });
    return outputs;
  }

  /** Loss of rows; `gradient` receives its derivative with respect to the parameters. */
  lossGradient(parameters: Float32Array, x: Float32Array, rows: number, loss: OutputLoss, gradient: Float32Array): number {
    let total = 0;
    this.backend.tidy(() => {
      const passes = this.forward(parameters, x, rows);
      const outputs = passes.at(-1)?.said as Float32Array;
      const byOutput = new Float32Array(outputs.length);
      total = loss(outputs, byOutput);
      this.backward(parameters, passes, byOutput, rows, gradient);
    });
    return total;
  }

  private forward(parameters: Float32Array, x: Float32Array, rows: number): Pass[] {
    const passes: Pass[] = [];
    let below = x;
    let held: Matrix | undefined;
    this.layers.forEach((layer, i) => {
      const { from, to, places, weightsAt, biasAt } = layer;
      const seen = placesOf(below, rows, layer);
      // What the layer below has left in the backend is not taken there once more where it has the same shape.
      const input = held?.shape[0] === rows * places && seen === below ? held : this.backend.matrix(seen, rows * places, from);
      const weights = this.backend.matrix(parameters.subarray(weightsAt, biasAt), from, to);
      held = this.backend.dense(input, weights, parameters.subarray(biasAt, biasAt + to), i < this.layers.length - 1);
      below = this.backend.read(held);
      passes.push({ seen, said: below });
    });
    return passes;
  }

  private backward(parameters: Float32Array, passes: readonly Pass[], byOutput: Float32Array, rows: number, gradient: Float32Array): void {
    let errors = byOutput;
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const layer = this.layers[i] as NetLayer;
      const { from, to, places, weightsAt, biasAt } = layer;
      const count = rows * places;
      const error: Matrix = this.backend.matrix(errors, count, to);
      const seenTurned = this.backend.matrix(transposed((passes[i] as Pass).seen, count, from), from, count);
      gradient.set(this.backend.read(this.backend.product(seenTurned, error)), weightsAt);
      gradient.fill(0, biasAt, biasAt + to);
      addColumns(errors, to, gradient.subarray(biasAt, biasAt + to));
      if (i === 0) return;
      const weightsTurned = this.backend.matrix(transposed(parameters.subarray(weightsAt, biasAt), from, to), to, from);
      errors = addedPlaces(this.backend.read(this.backend.product(error, weightsTurned)), rows, layer);
      const below = (passes[i - 1] as Pass).said;
      // A rectified unit that was off passes nothing on.
      for (let at = 0; at < errors.length; at++) if ((below[at] as number) <= 0) errors[at] = 0;
    }
  }
}
