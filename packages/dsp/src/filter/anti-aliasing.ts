import { kaiserBeta } from "./kaiser-design.js";

/**
 * The one promise of this package wherever samples get fewer (decimation, resampling, angular resampling), relative to the Nyquist
 * frequency of the coarser side: flat to 1e-4 up to 0.8, and what lies above 1 is attenuated by 80 dB, so that nothing folds back.
 * Between 0.8 and 1 the level falls.
 */
export const ANTI_ALIASING = { passBandRatio: 0.8, stopBandRatio: 1, attenuationDb: 80 } as const;

/** Cut-off of the windowed sinc, relative to Nyquist: the middle of its transition. */
export const CUTOFF_RATIO = (ANTI_ALIASING.passBandRatio + ANTI_ALIASING.stopBandRatio) / 2;

export const ANTI_ALIASING_BETA = kaiserBeta(ANTI_ALIASING.attenuationDb);

/** Half the length of the windowed sinc, in samples of the coarser side, by Kaiser's formula. */
export const HALF_LENGTH_SAMPLES =
  (ANTI_ALIASING.attenuationDb - 7.95) / (2 * 2.285 * Math.PI * (ANTI_ALIASING.stopBandRatio - ANTI_ALIASING.passBandRatio));
