import type { Matrix, TensorBackend } from "../backend/tensor-backend.js";
import { type DenseLayer, denseLayers } from "../net/dense-layout.js";

/** Writes the derivative of the loss with respect to the outputs into `gradient` and returns the loss. */
export type OutputLoss = (outputs: Float32Array, gradient: Float32Array) => number;

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const at = row * columns;
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[at + column] as number;
  }
  return turned;
}

function addColumns(values: Float32Array, columns: number, sums: Float32Array): void {
  for (let at = 0; at < values.length; at += columns) {
    for (let column = 0; column < columns; column++) sums[column] = (sums[column] as number) + (values[at + column] as number);
  }
}

/**
 * Dense layers with rectified hidden units, differentiated by hand: the backend multiplies matrices, which is all that it is faster at;
 * turning, masking and summing are loops over typed arrays, for a call of a kernel costs more than the arithmetic of these sizes.
 */
export class DenseNetwork {
  readonly layers: readonly DenseLayer[];

  constructor(
    private readonly backend: TensorBackend,
    widths: readonly number[],
  ) {
    this.layers = denseLayers(widths);
  }

  /** Raw outputs of rows, row major. @param x rows of inputs, row major */
  outputs(parameters: Float32Array, x: Float32Array, rows: number): Float32Array {
    let outputs = x;
    this.backend.tidy(() => {
      outputs = this.forward(parameters, x, rows).at(-1) as Float32Array;
    });
    return outputs;
  }

  /** Loss of rows; `gradient` receives its derivative with respect to the parameters. */
  lossGradient(parameters: Float32Array, x: Float32Array, rows: number, loss: OutputLoss, gradient: Float32Array): number {
    let total = 0;
    this.backend.tidy(() => {
      const activations = this.forward(parameters, x, rows);
      const outputs = activations.at(-1) as Float32Array;
      const byOutput = new Float32Array(outputs.length);
      total = loss(outputs, byOutput);
      this.backward(parameters, activations, byOutput, rows, gradient);
    });
    return total;
  }

  /** The inputs and the activations of every layer, row major. */
  private forward(parameters: Float32Array, x: Float32Array, rows: number): Float32Array[] {
    const activations = [x];
    let below: Matrix = this.backend.matrix(x, rows, (this.layers[0] as DenseLayer).from);
    this.layers.forEach(({ from, to, weightsAt, biasAt }, i) => {
      const weights = this.backend.matrix(parameters.subarray(weightsAt, biasAt), from, to);
      below = this.backend.dense(below, weights, parameters.subarray(biasAt, biasAt + to), i < this.layers.length - 1);
      activations.push(this.backend.read(below));
    });
    return activations;
  }

  private backward(
    parameters: Float32Array,
    activations: readonly Float32Array[],
    byOutput: Float32Array,
    rows: number,
    gradient: Float32Array,
  ): void {
    let errors = byOutput;
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const { from, to, weightsAt, biasAt } = this.layers[i] as DenseLayer;
      const below = activations[i] as Float32Array;
      const error = this.backend.matrix(errors, rows, to);
      const belowTurned = this.backend.matrix(transposed(below, rows, from), from, rows);
      gradient.set(this.backend.read(this.backend.product(belowTurned, error)), weightsAt);
      gradient.fill(0, biasAt, biasAt + to);
      addColumns(errors, to, gradient.subarray(biasAt, biasAt + to));
      if (i === 0) return;
      const weightsTurned = this.backend.matrix(transposed(parameters.subarray(weightsAt, biasAt), from, to), to, from);
      errors = this.backend.read(this.backend.product(error, weightsTurned));
      // A rectified unit that was off passes nothing on.
      for (let at = 0; at < errors.length; at++) if ((below[at] as number) <= 0) errors[at] = 0;
    }
  }
}
