// All features of one simulated acquisition against the transforms alone: what the rest of the feature set costs.
import { forwardRealFft, spectrumLines } from "@phm/dsp";
import { createManipulator } from "@phm/pipeline";
import { simulateLife } from "@phm/simulator";
import { report, sideBySide } from "./lib/measure.mjs";

const COUNT = 200;
const life = simulateLife({ seed: 1, acquisitions: 8 });
const acquisitions = [...life.acquisitions()];
const manipulator = createManipulator();
const samples = acquisitions.map(({ channels, samples: length }) =>
  channels.map(({ data, scale }) => Float32Array.from(new Int16Array(data.buffer, data.byteOffset, length), (stored) => stored * scale)),
);
const spectrum = new Float32Array(2 * spectrumLines(samples[0][0].length));
/** Transforms that the feature set needs for a channel: spectrum, analytic signal (two), envelope spectrum. */
const TRANSFORMS = 4;

const rates = await sideBySide({
  count: COUNT,
  async candidate(count) {
    for (let i = 0; i < count; i++) manipulator.manipulate(acquisitions[i % acquisitions.length], life.config);
  },
  async reference(count) {
    for (let i = 0; i < count; i++) {
      for (const channel of samples[i % samples.length]) for (let t = 0; t < TRANSFORMS; t++) forwardRealFft(channel, spectrum);
    }
  },
});
report({
  bench: "features",
  measure: "core-v1, 3 channels of 25,600 samples",
  unit: "acquisitions/s",
  reference: `${TRANSFORMS} bare FFTs a channel`,
  goal: 0.1,
  ...rates,
});
