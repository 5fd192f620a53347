import { forwardRealFft, inverseRealFft, MAX_FFT_LENGTH, spectrumLines } from "../fft/real-fft.js";
import { ScratchBuffer } from "../signal/scratch-buffer.js";

/** Blocks of about this many times the filter keep the share that is computed and thrown away small. */
const BLOCK_RATIO = 8;

const block = new ScratchBuffer();
const kernelLines = new ScratchBuffer();
const blockLines = new ScratchBuffer();

/** The transform length for a filter, a power of two; undefined where it would be above what the transform takes. */
export function blockLength(taps: number): number | undefined {
  const length = 2 ** Math.ceil(Math.log2(BLOCK_RATIO * taps));
  return length <= MAX_FFT_LENGTH ? length : undefined;
}

/**
 * result[n] = sum of taps[k] · extended[n + taps - 1 - k] by products of spectra, block by block (overlap-save: of each circular
 * convolution only the part is kept that did not wrap around).
 * @param extended result.length + taps.length - 1 values
 */
export function overlapSave(extended: Float64Array, taps: Float64Array, result: Float32Array): void {
  const length = blockLength(taps.length);
  if (length === undefined) throw new RangeError(`no transform is long enough for ${taps.length} taps`);
  const history = taps.length - 1;
  const step = length - history;
  const values = block.take(length);
  const kernel = kernelLines.take(2 * spectrumLines(length));
  const lines = blockLines.take(2 * spectrumLines(length));
  values.fill(0, taps.length);
  values.set(taps);
  forwardRealFft(values, kernel);
  for (let start = 0; start < result.length; start += step) {
    const count = Math.min(length, extended.length - start);
    values.fill(0, count);
    for (let i = 0; i < count; i++) values[i] = extended[start + i] as number;
    forwardRealFft(values, lines);
    multiplyInto(lines, kernel);
    inverseRealFft(lines, values);
    const kept = Math.min(step, result.length - start);
    for (let i = 0; i < kept; i++) result[start + i] = values[history + i] as number;
  }
}

function multiplyInto(lines: Float32Array, kernel: Float32Array): void {
  for (let k = 0; k < lines.length; k += 2) {
    const [re, im] = [lines[k] as number, lines[k + 1] as number];
    const [kernelRe, kernelIm] = [kernel[k] as number, kernel[k + 1] as number];
    lines[k] = re * kernelRe - im * kernelIm;
    lines[k + 1] = re * kernelIm + im * kernelRe;
  }
}
