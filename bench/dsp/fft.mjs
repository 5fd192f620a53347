import { forwardRealFft, spectrumLines } from "@phm/dsp";
import { report } from "../lib/measure.mjs";
import { cpuRates } from "./cpu-rates.mjs";
import { reportNotAvailable } from "./limit-line.mjs";
import { ReferenceNotAvailable, startFftw } from "./reference-process.mjs";

const LENGTHS = [4096, 16_384, 25_600, 32_768];
/** Most time of ours in units of FFTW's; the goal of the report is a ratio of rates, hence its inverse. */
const MAX_TIME_RATIO = 1.8;
/** Samples that one turn of either side transforms: 20 to 40 ms. */
const SAMPLES_A_TURN = 20_000_000;

/** `forwardRealFft`, copies included, against FFTW in single precision with a measured plan. */
export async function measureFft(scratch) {
  const measure = `real FFT, at most ${MAX_TIME_RATIO} x the time of FFTW`;
  let fftw;
  try {
    fftw = startFftw(scratch);
  } catch (error) {
    if (!(error instanceof ReferenceNotAvailable)) throw error;
    return reportNotAvailable(measure, error.message);
  }
  for (const length of LENGTHS) await measureLength(fftw, length);
  fftw.close();
}

async function measureLength(fftw, length) {
  const samples = Float32Array.from({ length }, (_, i) => ((i * 7919) % 2001) / 1000 - 1);
  const spectrum = new Float32Array(2 * spectrumLines(length));
  await fftw.ask(`${length} 1`);
  const rates = await cpuRates({
    count: Math.round(SAMPLES_A_TURN / length),
    repetitions: 21,
    candidate(count) {
      for (let i = 0; i < count; i++) forwardRealFft(samples, spectrum);
    },
    reference: async (count) => Number(await fftw.ask(`${length} ${count}`)),
  });
  const timeRatio = (rates.referenceValue / rates.value).toPrecision(3);
  report({
    bench: "dsp",
    measure: `real FFT of ${length} samples: ${timeRatio} x the time of FFTW, at most ${MAX_TIME_RATIO}`,
    unit: "transforms/s of processor time",
    reference: "FFTW 3 in single precision, planned",
    goal: Number((1 / MAX_TIME_RATIO).toFixed(3)),
    ...rates,
  });
}
