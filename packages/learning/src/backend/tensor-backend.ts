import type { Tensor2D } from "@tensorflow/tfjs-core";

/** The one file that knows which TensorFlow.js runs. `native` is tfjs-node's C++ library, `wasm` the portable build. */
export const BACKEND_NAMES = ["native", "wasm"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** A matrix in the memory of the backend. */
export type Matrix = Tensor2D;

/** The few matrix operations that training needs; float32, row major. Whatever is made inside `tidy` is freed at its end. */
export interface TensorBackend {
  readonly name: BackendName;
  tidy(work: () => void): void;
  matrix(values: Float32Array, rows: number, columns: number): Matrix;
  read(matrix: Matrix): Float32Array;
  /** x · weights + bias, below 0 cut off where `relu` is set. */
  dense(x: Matrix, weights: Matrix, bias: Float32Array, relu: boolean): Matrix;
  /** a · b. There is no product with a transposed matrix: the wasm build takes five to ten times as long for it as for the plain one. */
  product(a: Matrix, b: Matrix): Matrix;
}

/** Held in a variable, so that neither the compiler nor a bundler wants the package where it was left out. */
const NATIVE_PACKAGE: string = "@tensorflow/tfjs-node";

/** Loaded when a backend is opened, for those who only score do without. */
type TensorFlow = typeof import("@tensorflow/tfjs-core");

const ENGINES: Readonly<Record<BackendName, { readonly engine: string; readonly load: () => Promise<unknown> }>> = {
  native: { engine: "tensorflow", load: () => import(NATIVE_PACKAGE) },
  wasm: { engine: "wasm", load: () => import("@tensorflow/tfjs-backend-wasm") },
};

/** Loaded is not enough: the native library loads on Node releases on which its calls fail. */
function multiplies(tf: TensorFlow): boolean {
  return tf.tidy(() => tf.matMul(tf.tensor2d([1, 2], [1, 2]), tf.tensor2d([3, 4], [2, 1])).dataSync()[0] === 11);
}

async function start(tf: TensorFlow, name: BackendName): Promise<boolean> {
  try {
    await ENGINES[name].load();
    return (await tf.setBackend(ENGINES[name].engine)) && multiplies(tf);
  } catch {
    return false;
  }
}

function operationsOf(tf: TensorFlow, name: BackendName): TensorBackend {
  return {
    name,
    tidy: (work) => tf.tidy(work),
    matrix: (values, rows, columns) => tf.tensor2d(values, [rows, columns]),
    read: (matrix) => matrix.dataSync<"float32">(),
    dense: (a, b, bias, relu) => tf.fused.matMul({ a, b, bias: tf.tensor1d(bias), activation: relu ? "relu" : "linear" }) as Matrix,
    product: (a, b) => tf.matMul(a, b),
  };
}

/**
 * Opens a backend: the native library where it loads and multiplies, else wasm. TensorFlow.js has one current backend per process: what
 * was opened before is not to be used after.
 * @returns undefined where the named one does not run on this machine
 */
export async function openNamedBackend(name: BackendName): Promise<TensorBackend | undefined> {
  const tf = await import("@tensorflow/tfjs-core");
  return (await start(tf, name)) ? operationsOf(tf, name) : undefined;
}

/** @throws Error where neither runs: the wasm build is a plain dependency, so the installation is damaged */
export async function openBackend(): Promise<TensorBackend> {
  for (const name of BACKEND_NAMES) {
    const backend = await openNamedBackend(name);
    if (backend !== undefined) return backend;
  }
  throw new Error("neither @tensorflow/tfjs-node nor @tensorflow/tfjs-backend-wasm runs here: install again");
}
