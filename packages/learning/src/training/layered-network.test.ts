import { beforeAll, describe, expect, test } from "@jest/globals";
import { openBackend, openNamedBackend, type TensorBackend } from "../backend/tensor-backend.js";
import { textOfFloat32 } from "../net/float32-text.js";
import { initialParameters, type NetShape, netLayers } from "../net/net-layers.js";
import { normalFrom, seededUniform } from "../net/seeded-random.js";
import { probabilitiesInPlace } from "../net/survival-head.js";
import type { SurvivalNet } from "../net/survival-net.js";
import { openSurvivalNet } from "../net/survival-scorer.js";
import { LayeredNetwork, type OutputLoss } from "./layered-network.js";

const ROWS = 11;
const OUTPUTS = 3;
const DENSE: NetShape = { channels: 5, window: 1, convolutions: [], hidden: [8, 6], outputs: OUTPUTS };
/** Kernels side by side, with readings left over at the old end; then kernels that overlap. */
const CONVOLUTIONAL: NetShape = {
  channels: 2,
  window: 13,
  convolutions: [
    { kernel: 3, stride: 3, filters: 4 },
    { kernel: 2, stride: 1, filters: 5 },
  ],
  hidden: [6],
  outputs: OUTPUTS,
};
const SHAPES = [
  ["dense", DENSE],
  ["convolutional", CONVOLUTIONAL],
] as const;

const normal = normalFrom(seededUniform(7));
const target = Float32Array.from({ length: ROWS * OUTPUTS }, normal);
const inputsOf = ({ channels, window }: NetShape): Float32Array => {
  const value = normalFrom(seededUniform(8));
  return Float32Array.from({ length: ROWS * channels * window }, value);
};

/** Half the sum of squares, whose derivative is the error. */
const squares: OutputLoss = (outputs, gradient) => {
  let sum = 0;
  outputs.forEach((value, i) => {
    const error = value - (target[i] as number);
    gradient[i] = error;
    sum += (error * error) / 2;
  });
  return sum;
};

const native = await openNamedBackend("native");
const wasm = (await openNamedBackend("wasm")) as TensorBackend;

function results(backend: TensorBackend, shape: NetShape) {
  const network = new LayeredNetwork(backend, netLayers(shape));
  const x = inputsOf(shape);
  const parameters = initialParameters(network.layers, [0.1, 0.2, 0.3], 5);
  const gradient = new Float32Array(parameters.length);
  const loss = network.lossGradient(parameters, x, ROWS, squares, gradient);
  return { network, x, parameters, gradient, loss, outputs: network.outputs(parameters, x, ROWS) };
}

/** A net with these parameters, whose inputs are taken as they are. */
function netOf({ channels, window, convolutions, hidden }: NetShape, parameters: Float32Array): SurvivalNet {
  const ones = Array.from({ length: channels }, () => 1);
  const trained = {
    inputs: ones.map((_, i) => `input ${i}`),
    normalisation: { mean: ones.map(() => 0), scale: ones, clip: 100 },
    horizons: [1, 2, 3],
    hidden,
    parameters: textOfFloat32(parameters),
  };
  return convolutions.length > 0 ? { kind: "survival_cnn", window, convolutions, ...trained } : { kind: "survival_mlp", ...trained };
}

describe.each(SHAPES)("a %s network on a tensor backend", (_, shape) => {
  let backend: TensorBackend;
  beforeAll(async () => {
    backend = await openBackend();
  });

  test("its gradient is that of numeric differentiation, for every parameter", () => {
    const { network, x, parameters, gradient } = results(backend, shape);
    parameters.forEach((value, i) => {
      const moved = (by: number) => {
        const at = parameters.slice();
        at[i] = value + by;
        return { at: at[i] as number, loss: network.lossGradient(at, x, ROWS, squares, new Float32Array(at.length)) };
      };
      const [below, above] = [moved(-2e-3), moved(2e-3)];
      const slope = (above.loss - below.loss) / (above.at - below.at);
      expect(Math.abs(slope - (gradient[i] as number))).toBeLessThan(0.02 * Math.max(1, Math.abs(slope)));
    });
  });

  test("scoring in plain typed arrays gives the same numbers within 1e-4", () => {
    const { x, parameters, outputs } = results(backend, shape);
    const scorer = openSurvivalNet(netOf(shape, parameters));
    for (let row = 0; row < ROWS; row++) {
      const expected = Float64Array.from(outputs.subarray(row * OUTPUTS, (row + 1) * OUTPUTS));
      probabilitiesInPlace(expected);
      scorer.score(x, row * shape.channels * shape.window).forEach((p, h) => {
        expect(Math.abs(p - (expected[h] as number))).toBeLessThan(1e-4);
      });
    }
  });

  (native ? test : test.skip)(
    `native and wasm give the same numbers within 1e-4${native ? "" : " (the native library does not load here)"}`,
    async () => {
      const ofWasm = results((await openNamedBackend("wasm")) as TensorBackend, shape);
      const ofNative = results((await openNamedBackend("native")) as TensorBackend, shape);
      expect(Math.abs(ofNative.loss - ofWasm.loss)).toBeLessThan(1e-4 * ofWasm.loss);
      for (const what of ["gradient", "outputs"] as const) {
        ofNative[what].forEach((value, i) => {
          const other = ofWasm[what][i] as number;
          expect(Math.abs(value - other)).toBeLessThan(1e-4 * Math.max(1, Math.abs(other)));
        });
      }
    },
  );
});

test("the wasm backend runs everywhere", () => {
  expect(wasm.name).toBe("wasm");
});

describe("a convolution", () => {
  test("applies the same weights at every place, counted back from the latest reading", () => {
    const layers = netLayers({ channels: 1, window: 7, convolutions: [{ kernel: 3, stride: 2, filters: 1 }], hidden: [], outputs: 3 });
    expect(layers.map(({ places, first, from }) => [places, first, from])).toEqual([
      [3, 0, 3],
      [1, 0, 3],
    ]);
    const network = new LayeredNetwork(wasm, layers);
    // The kernel is the newest of its readings less the oldest; the outputs are the places as they are.
    const parameters = Float32Array.of(-1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
    expect([...network.outputs(parameters, Float32Array.of(1, 0, 3, 0, 10, 0, 30), 1)]).toEqual([2, 7, 20]);
  });

  test("leaves out the oldest readings where its places do not come out even, and is refused where it does not fit", () => {
    const shape = { channels: 2, window: 8, convolutions: [{ kernel: 3, stride: 2, filters: 1 }], hidden: [], outputs: 1 };
    expect(netLayers(shape)[0]).toMatchObject({ places: 3, first: 2, step: 4, below: 16 });
    expect(() => netLayers({ ...shape, window: 2 })).toThrow(/kernel/);
  });
});
