// Counts what each kernel allocates: the heap's size before and after many calls without a collection in between, less the same for
// making nothing but copies of the result.
import { parentPort } from "node:worker_threads";
import {
  amplitudeSpectrum,
  cepstrum,
  envelope,
  envelopeSpectrum,
  forwardRealFft,
  inverseRealFft,
  meanSquareSpectrum,
  percentiles,
  spectralShape,
  spectrogram,
  spectrumLines,
  timeStatistics,
  velocityRmsMmPerS,
  welchPsd,
  zoomSpectrum,
} from "@phm/dsp";
import { collectGarbage } from "./collect-garbage.mjs";
import { BLOCK_SAMPLES, coreFeatures, madeBlock, RATE_HZ } from "./core-features.mjs";

const CALLS = 64;
const ROUNDS = 9;
const WARM_UP_CALLS = 3000;
const BLOCK_FEATURES = "core-v1 of a block";
/** Kernels that it calls, whose results are not its own. */
const RESULTS_OF_A_BLOCK = 6;

const block = madeBlock();
const lines = new Float32Array(2 * spectrumLines(BLOCK_SAMPLES));
forwardRealFft(block, lines);
const back = new Float32Array(BLOCK_SAMPLES);
const band = { lowHz: 2000, highHz: 10_000 };
const zoomBand = { lowHz: 90, highHz: 110 };
const demodulated = envelope(block, RATE_HZ, band);
const spectrum = meanSquareSpectrum(block, RATE_HZ);
const zoomBlock = block.subarray(0, 2048);
const median = [50];

/** As an analysis loop calls them: results go to arrays that it keeps, where the kernel offers that. */
const toAmplitude = { into: new Float32Array(spectrumLines(BLOCK_SAMPLES)) };
const toMeanSquare = { into: new Float64Array(spectrumLines(BLOCK_SAMPLES)) };
const toEnvelope = { into: new Float32Array(BLOCK_SAMPLES) };
const toEnvelopeSpectrum = { into: envelopeSpectrum(demodulated, RATE_HZ).amplitude };
const toDensity = { into: welchPsd(block, RATE_HZ).density };
const toSpectrogram = { into: spectrogram(block, RATE_HZ).values };
const toZoom = { into: new Float32Array(1000) };
const KERNELS = {
  forwardRealFft: () => forwardRealFft(block, lines),
  inverseRealFft: () => inverseRealFft(lines, back),
  timeStatistics: () => timeStatistics(block),
  percentiles: () => percentiles(block, median),
  amplitudeSpectrum: () => amplitudeSpectrum(block, RATE_HZ, toAmplitude),
  meanSquareSpectrum: () => meanSquareSpectrum(block, RATE_HZ, toMeanSquare),
  velocityRmsMmPerS: () => velocityRmsMmPerS(spectrum, "g"),
  envelope: () => envelope(block, RATE_HZ, band, toEnvelope),
  envelopeSpectrum: () => envelopeSpectrum(demodulated, RATE_HZ, toEnvelopeSpectrum),
  welchPsd: () => welchPsd(block, RATE_HZ, toDensity),
  cepstrum: () => cepstrum(block, RATE_HZ, toAmplitude),
  spectrogram: () => spectrogram(block, RATE_HZ, toSpectrogram),
  zoomSpectrum: () => zoomSpectrum(zoomBlock, RATE_HZ, zoomBand, toZoom),
  spectralShape: () => spectralShape(spectrum),
  [BLOCK_FEATURES]: () => coreFeatures(block),
};
/** Their arrays are results that they make anew. */
const MAKES_ARRAYS = new Set(["percentiles", BLOCK_FEATURES]);

/** What returning such a result costs by itself. */
function copyOf(result, makesArrays) {
  if (typeof result === "number") return result + 0.5;
  if (ArrayBuffer.isView(result)) return makesArrays ? result.slice() : result;
  if (result === undefined) return result;
  const copy = { ...result };
  if (makesArrays) for (const name in copy) if (ArrayBuffer.isView(copy[name])) copy[name] = copy[name].slice();
  return copy;
}

/** Bytes of heap per call, in the round where least was compiled or otherwise done beside. */
function bytesPerCall(work) {
  const kept = new Array(CALLS);
  const bytes = [];
  for (let round = 0; round < ROUNDS; round++) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < CALLS; i++) kept[i] = work();
    bytes.push((process.memoryUsage().heapUsed - before) / CALLS);
  }
  return Math.min(...bytes);
}

bytesPerCall(() => undefined);
const measures = Object.entries(KERNELS).map(([kernel, work]) => {
  const makesArrays = MAKES_ARRAYS.has(kernel);
  const result = work();
  const copy = () => copyOf(result, makesArrays);
  for (let i = 0; i < WARM_UP_CALLS; i++) {
    work();
    copy();
  }
  const [all, own] = [bytesPerCall(work), bytesPerCall(copy)];
  return { kernel, bytes: Math.max(0, all - own), results: kernel === BLOCK_FEATURES ? RESULTS_OF_A_BLOCK : 1 };
});
parentPort.postMessage(measures);
