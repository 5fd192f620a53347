import type { Matrix, TensorBackend } from "../backend/tensor-backend.js";
import { type DenseLayer, denseLayers } from "../net/dense-layout.js";

/** Writes the derivative of the loss with respect to the outputs into `gradient` and returns the loss. */
export type OutputLoss = (outputs: Float32Array, gradient: Float32Array) => number;

/**
 * Dense layers with rectified hidden units on a tensor backend, differentiated by hand: no tape, no optimiser kernels, and every product
 * in the form that the backend multiplies fast.
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
    let read = new Float32Array();
    this.backend.tidy(() => {
      const activations = this.forward(parameters, x, rows);
      read = this.backend.read(activations.at(-1) as Matrix) as Float32Array<ArrayBuffer>;
    });
    return read;
  }

  /** Loss of rows; `gradient` receives its derivative with respect to the parameters. */
  lossGradient(parameters: Float32Array, x: Float32Array, rows: number, loss: OutputLoss, gradient: Float32Array): number {
    let total = 0;
    this.backend.tidy(() => {
      const activations = this.forward(parameters, x, rows);
      const outputs = this.backend.read(activations.at(-1) as Matrix);
      const byOutput = new Float32Array(outputs.length);
      total = loss(outputs, byOutput);
      this.backward(parameters, activations, byOutput, rows, gradient);
    });
    return total;
  }

  private weights(parameters: Float32Array, { from, to, weightsAt, biasAt }: DenseLayer): Matrix {
    return this.backend.matrix(parameters.subarray(weightsAt, biasAt), from, to);
  }

  /** The inputs and the activations of every layer. */
  private forward(parameters: Float32Array, x: Float32Array, rows: number): Matrix[] {
    const activations = [this.backend.matrix(x, rows, (this.layers[0] as DenseLayer).from)];
    this.layers.forEach((layer, i) => {
      const bias = parameters.subarray(layer.biasAt, layer.biasAt + layer.to);
      const relu = i < this.layers.length - 1;
      activations.push(this.backend.dense(activations[i] as Matrix, this.weights(parameters, layer), bias, relu));
    });
    return activations;
  }

  private backward(parameters: Float32Array, activations: Matrix[], byOutput: Float32Array, rows: number, gradient: Float32Array): void {
    let error = this.backend.matrix(byOutput, rows, (this.layers.at(-1) as DenseLayer).to);
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const layer = this.layers[i] as DenseLayer;
      const below = activations[i] as Matrix;
      gradient.set(this.backend.read(this.backend.transposedTimes(below, error)), layer.weightsAt);
      gradient.set(this.backend.columnSums(error), layer.biasAt);
      if (i > 0) error = this.backend.whereActive(this.backend.timesTransposed(error, this.weights(parameters, layer)), below);
    }
  }
}
