import { InvalidValue, type Spectrum } from "@phm/domain";

export interface WaterfallOptions {
  /** Distance of the grid's lines, Hz; default that of the coarsest spectrum, and never finer: no resolution is made up. */
  readonly resolutionHz: number;
  /** Last frequency wanted, Hz; default the last that all spectra have. */
  readonly maxHz: number;
}

/** Amplitude spectra of several acquisitions on one frequency grid from 0 Hz on. */
export interface Waterfall {
  readonly resolutionHz: number;
  readonly rows: number;
  readonly lines: number;
  /** Line k of spectrum r is amplitude[r · lines + k], in the unit of the spectra. */
  readonly amplitude: Float32Array;
}

/**
 * Spectra that may differ in length and resolution, in the order given, on a common grid. A grid line takes the largest amplitude of
 * the lines nearer to it than to its neighbours (half a step, the lower end included): a tone keeps its amplitude however coarse the grid is.
 * @param spectra at least one, as `amplitudeSpectrum` or `envelopeSpectrum` give them
 * @throws InvalidValue on no spectrum, one without lines, an amplitude or resolution that is not finite, or an option outside its range
 * Invariant: spectra on one grid come back as they are.
 */
export function waterfall(spectra: readonly Spectrum[], options: Partial<WaterfallOptions> = {}): Waterfall {
  if (spectra.length === 0) throw new InvalidValue("spectra.length", 0, "at least 1");
  spectra.forEach(requireSpectrum);
  const coarsestHz = spectra.reduce((coarsest, spectrum) => Math.max(coarsest, spectrum.resolutionHz), 0);
  const commonHz = spectra.reduce((common, spectrum) => Math.min(common, lastLineHz(spectrum)), Number.POSITIVE_INFINITY);
  const { resolutionHz = coarsestHz, maxHz = commonHz } = options;
  if (!(resolutionHz >= coarsestHz && Number.isFinite(resolutionHz))) {
    throw new InvalidValue("resolutionHz", resolutionHz, `at least ${coarsestHz}, that of the coarsest spectrum`);
  }
  if (!(maxHz >= 0 && maxHz <= commonHz)) throw new InvalidValue("maxHz", maxHz, `from 0 to ${commonHz}, which all spectra reach`);
  const lines = Math.floor(maxHz / resolutionHz + EDGE_TOLERANCE_LINES) + 1;
  const amplitude = new Float32Array(spectra.length * lines);
  for (const [row, spectrum] of spectra.entries()) holdPeaks(spectrum, resolutionHz, amplitude.subarray(row * lines, (row + 1) * lines));
  return { resolutionHz, rows: spectra.length, lines, amplitude };
}

/** Guards a line at the edge of a grid cell against rounding of its frequency. */
const EDGE_TOLERANCE_LINES = 1e-6;

function holdPeaks({ amplitude, resolutionHz: ownHz }: Spectrum, gridHz: number, row: Float32Array): void {
  for (let k = 0; k < amplitude.length; k++) {
    const cell = Math.floor((k * ownHz) / gridHz + 0.5 + EDGE_TOLERANCE_LINES);
    if (cell >= row.length) return;
    row[cell] = Math.max(row[cell] as number, amplitude[k] as number);
  }
}

function lastLineHz({ amplitude, resolutionHz }: Spectrum): number {
  return (amplitude.length - 1) * resolutionHz;
}

function requireSpectrum({ amplitude, resolutionHz }: Spectrum, index: number): void {
  const name = `spectra[${index}]`;
  if (amplitude.length === 0) throw new InvalidValue(`${name}.amplitude.length`, 0, "at least 1");
  if (!(resolutionHz > 0 && Number.isFinite(resolutionHz))) {
    throw new InvalidValue(`${name}.resolutionHz`, resolutionHz, "a finite number above 0");
  }
  const faulty = amplitude.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (faulty >= 0) throw new InvalidValue(`${name}.amplitude[${faulty}]`, amplitude[faulty], "a finite number of at least 0");
}
