import {
  type CurrentFundamental,
  type CurrentLine,
  type CurrentLineLevel,
  currentFundamental,
  currentLineLevels,
  eccentricityLines,
  type FrequencyBand,
  isInsufficient,
  type MeanSquareSpectrum,
  rotorBarLines,
  slip,
} from "@phm/dsp";
import type { FeatureValues } from "./feature-values.js";

/** What is known of a motor, from its configuration and from the acquisition. */
export interface MotorFacts {
  readonly supplyHz?: number | undefined;
  readonly polePairs?: number | undefined;
  /** As measured with the acquisition: a rated speed tells nothing of the slip. */
  readonly speedRpm?: number | undefined;
}

/** Where the fundamental is sought when the supply is not known: inverters included. */
const ANY_SUPPLY: FrequencyBand = { lowHz: 5, highHz: 400 };
/** A smaller one drowns in the error of speed and frequency (0.05 Hz at 50 Hz); a negative one is a generator. */
const MIN_SLIP_RATIO = 0.001;
/** A larger one is no motor at work: the stated speed is that of another shaft. */
const MAX_SLIP_RATIO = 0.2;
/** Of the distance 2sf: covers an error of 3 rpm in the speed of a four-pole motor at a slip of 0.02. */
const SIDEBAND_TOLERANCE = 0.1;

/**
 * - `fundamentalHz`: strongest line from 0.1 to 1.5 × the supply frequency (an inverter runs below it), or from 5 to 400 Hz
 *   where the supply is not known; Hann, interpolated between lines
 * - `fundamentalRms`: its r.m.s., channel's unit
 * - `thd`: total harmonic distortion, harmonics 2 to 40 below Nyquist, a ratio
 * Where speed and pole pairs are known and the slip is from 0.001 to 0.2:
 * - `slipRatio`: from the measured fundamental
 * - `rotorBarLowerDb`, `rotorBarUpperDb`: sidebands (1 - 2s)f and (1 + 2s)f relative to the fundamental, sought within a tenth of 2sf or 2
 *   lines, whichever is more; `rotorBarAboveFloorDb`: the lower of the two heights over the noise floor. Absent where the record is too
 *   short for the slip (10 lines between sideband and fundamental: 5 s at a slip of 0.02 and 50 Hz, 20 s at 0.005, plus the tolerance)
 * - `eccentricityLowerDb`, `eccentricityUpperDb`: lines f - fr and f + fr (fr: turns per second) relative to the fundamental, sought within
 *   2 lines; one that cannot be told from a supply harmonic is absent
 */
export function currentFeatures(spectrum: MeanSquareSpectrum, motor: MotorFacts, values: FeatureValues): void {
  const nyquistHz = spectrum.sampleRateHz / 2;
  const { supplyHz } = motor;
  const wanted = supplyHz === undefined ? ANY_SUPPLY : { lowHz: 0.1 * supplyHz, highHz: 1.5 * supplyHz };
  if (wanted.lowHz >= nyquistHz) return;
  const fundamental = currentFundamental(spectrum, { lowHz: wanted.lowHz, highHz: Math.min(wanted.highHz, nyquistHz) });
  if (isInsufficient(fundamental)) return;
  for (const [name, value] of Object.entries(fundamental)) values.add(name, value);
  addRotorFeatures(spectrum, fundamental, motor, values);
}

function addRotorFeatures(
  spectrum: MeanSquareSpectrum,
  fundamental: CurrentFundamental,
  { polePairs, speedRpm }: MotorFacts,
  values: FeatureValues,
): void {
  if (polePairs === undefined || speedRpm === undefined || !(speedRpm > 0)) return;
  const { fundamentalHz } = fundamental;
  const slipRatio = slip({ fundamentalHz, polePairs, speedRpm });
  if (slipRatio < MIN_SLIP_RATIO || slipRatio > MAX_SLIP_RATIO) return;
  values.add("slipRatio", slipRatio);
  const rotor = { fundamentalHz, slipRatio, polePairs };
  const toleranceHz = Math.max(SIDEBAND_TOLERANCE * 2 * slipRatio * fundamentalHz, 2 * spectrum.resolutionHz);
  const bars = levels(spectrum, fundamental, rotorBarLines(rotor), toleranceHz);
  values.add("rotorBarLowerDb", bars.lower?.levelDb);
  values.add("rotorBarUpperDb", bars.upper?.levelDb);
  if (bars.lower && bars.upper) values.add("rotorBarAboveFloorDb", Math.min(bars.lower.aboveFloorDb, bars.upper.aboveFloorDb));
  const turns = levels(spectrum, fundamental, eccentricityLines(rotor));
  values.add("eccentricityLowerDb", turns.lower?.levelDb);
  values.add("eccentricityUpperDb", turns.upper?.levelDb);
}

function levels(
  spectrum: MeanSquareSpectrum,
  fundamental: CurrentFundamental,
  lines: readonly CurrentLine[],
  toleranceHz = 2 * spectrum.resolutionHz,
): { readonly lower?: CurrentLineLevel | undefined; readonly upper?: CurrentLineLevel | undefined } {
  const found = currentLineLevels(spectrum, fundamental, lines, { toleranceHz });
  if (isInsufficient(found)) return {};
  return { lower: found.find(({ side }) => side === "lower"), upper: found.find(({ side }) => side === "upper") };
}
