import { beforeAll, describe, expect, test } from "@jest/globals";
import { openBackend, openNamedBackend, type TensorBackend } from "../backend/tensor-backend.js";
import { initialParameters } from "../net/dense-layout.js";
import { textOfFloat32 } from "../net/float32-text.js";
import { normalFrom, seededUniform } from "../net/seeded-random.js";
import { probabilitiesInPlace } from "../net/survival-head.js";
import { openSurvivalNet } from "../net/survival-net.js";
import { DenseNetwork, type OutputLoss } from "./dense-network.js";

const WIDTHS = [5, 8, 6, 3];
const ROWS = 11;
const normal = normalFrom(seededUniform(7));
const x = Float32Array.from({ length: ROWS * 5 }, normal);
const target = Float32Array.from({ length: ROWS * 3 }, normal);

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

function results(backend: TensorBackend) {
  const network = new DenseNetwork(backend, WIDTHS);
  const parameters = initialParameters(network.layers, [0.1, 0.2, 0.3], 5);
  const gradient = new Float32Array(parameters.length);
  const loss = network.lossGradient(parameters, x, ROWS, squares, gradient);
  return { network, parameters, gradient, loss, outputs: network.outputs(parameters, x, ROWS) };
}

describe("a dense network on a tensor backend", () => {
  let backend: TensorBackend;
  beforeAll(async () => {
    backend = await openBackend();
  });

  test("its gradient is that of numeric differentiation, for every parameter", () => {
    const { network, parameters, gradient } = results(backend);
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
    const { parameters, outputs } = results(backend);
    const ones = Array.from({ length: 5 }, () => 1);
    const scorer = openSurvivalNet({
      kind: "survival_mlp",
      inputs: ["a", "b", "c", "d", "e"],
      normalisation: { mean: ones.map(() => 0), scale: ones, clip: 100 },
      horizons: [1, 2, 3],
      hidden: [8, 6],
      parameters: textOfFloat32(parameters),
    });
    for (let row = 0; row < ROWS; row++) {
      const expected = Float64Array.from(outputs.subarray(row * 3, row * 3 + 3));
      probabilitiesInPlace(expected);
      scorer.score(x, row * 5).forEach((p, h) => {
        expect(Math.abs(p - (expected[h] as number))).toBeLessThan(1e-4);
      });
    }
  });

  (native ? test : test.skip)(
    `native and wasm give the same numbers within 1e-4${native ? "" : " (the native library does not load here)"}`,
    async () => {
      const ofWasm = results((await openNamedBackend("wasm")) as TensorBackend);
      const ofNative = results((await openNamedBackend("native")) as TensorBackend);
      expect(Math.abs(ofNative.loss - ofWasm.loss)).toBeLessThan(1e-4 * ofWasm.loss);
      for (const what of ["gradient", "outputs"] as const) {
        ofNative[what].forEach((value, i) => {
          const other = ofWasm[what][i] as number;
          expect(Math.abs(value - other)).toBeLessThan(1e-4 * Math.max(1, Math.abs(other)));
        });
      }
    },
  );

  test("the wasm backend runs everywhere", () => {
    expect(wasm.name).toBe("wasm");
  });
});
