import { expect, jest, test } from "@jest/globals";
import { HORIZONS_BLOCKS } from "@phm/prognostics";
import { textOfFloat32 } from "./net/float32-text.js";
import type { SurvivalMlp } from "./net/survival-net.js";

test("a net is opened and scored without TensorFlow.js, which is not even loaded with this package", async () => {
  const missing = () => {
    throw new Error("TensorFlow.js was loaded");
  };
  jest.unstable_mockModule("@tensorflow/tfjs-core", missing);
  jest.unstable_mockModule("@tensorflow/tfjs-backend-wasm", missing);
  const { openBackend, survivalNetModel } = await import("./index.js");
  const net: SurvivalMlp = {
    kind: "survival_mlp",
    inputs: ["lnRatio"],
    normalisation: { mean: [0], scale: [1], clip: 5 },
    horizons: HORIZONS_BLOCKS,
    hidden: [],
    parameters: textOfFloat32(new Float32Array(2 * HORIZONS_BLOCKS.length)),
  };
  const model = survivalNetModel({ kind: "survival_net", inputs: ["lnRatio"], members: [net] } as never);
  expect(model.predict({ lnRatio: 1, lnPeakRatio: 1, lnGrowth: 0 })[0]).toBeCloseTo(0.5, 12);
  await expect(openBackend()).rejects.toThrow("TensorFlow.js was loaded");
});
