/** A band of a third of an octave, exact mid-band frequencies to the base ten (IEC 61260-1:2014). */
export interface ThirdOctave {
  readonly centreHz: number;
  readonly lowHz: number;
  readonly highHz: number;
}

const LOWEST_BAND = -20;
const HALF_BAND = 10 ** (1 / 20);
/** Above this share of Nyquist an anti-aliasing filter has rolled off. */
const USABLE_NYQUIST_RATIO = 0.8;

/** The bands from 10 Hz, or from where a band holds four lines of the spectrum, up to what the sample rate carries. */
export function thirdOctaves(sampleRateHz: number, resolutionHz: number): ThirdOctave[] {
  const bands: ThirdOctave[] = [];
  for (let n = LOWEST_BAND; ; n++) {
    const centreHz = 1000 * 10 ** (n / 10);
    const [lowHz, highHz] = [centreHz / HALF_BAND, centreHz * HALF_BAND];
    if (highHz > (USABLE_NYQUIST_RATIO * sampleRateHz) / 2) return bands;
    if (highHz - lowHz >= 4 * resolutionHz) bands.push({ centreHz, lowHz, highHz });
  }
}
