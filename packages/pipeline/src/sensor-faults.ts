import type { Quantity, SensorFault, Unit } from "@phm/domain";
import type { TimeStatistics } from "@phm/dsp";
import { skiSlopeRatio } from "./manipulate/ski-slope.js";
import { type Extremes, extremesOf, railShare, smallestStep, stuckRun } from "./manipulate/waveform-shape.js";

interface JudgedWaveform {
  readonly samples: Float32Array;
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly sampleRateHz: number;
}

/** Fewer samples say nothing of the sensor. */
const MIN_SAMPLES = 32;
/** A waveform of fewer steps than this has flat tops and equal neighbours by quantisation alone. */
const MIN_STEPS = 100;
const FLAT_RATIO = 1e-6;
const CLIPPED_RATIO = 0.002;
const DROPOUT_RATIO = 0.01;
const DROPOUT_SAMPLES = { min: 32, max: 256 };
/** A slow signal on coarse steps rests on each of them: the longest such rest next to its crest is about 5 times the mean. */
const DROPOUT_MEAN_RUNS = 8;

/** Low-frequency noise that is three quarters of the signal; the 1/f noise of a good sensor at rest stays below. */
const SKI_SLOPE_RATIO = 3;
/** Quantities that are integrated, and sensors that integrate. */
const INTEGRATED: readonly Quantity[] = ["acceleration", "velocity"];

/** Quantities that swing about zero: an offset is the sensor's. A proximity probe or a DC bus has one by nature. */
const ZERO_MEAN: readonly Quantity[] = ["acceleration", "velocity", "current"];
/** Quantities whose waveform may be two levels: pulses and switched voltages rest at their rails. */
const TWO_LEVEL: readonly Quantity[] = ["tachometer", "voltage"];

/**
 * An offset counts when it is both large beside the signal and large in itself, so that a machine at rest does not look like
 * a drifting sensor; the floors of acceleration leave room for a DC-coupled sensor that feels gravity.
 */
const OFFSET_LIMITS: Readonly<Record<Unit, { readonly ratio: number; readonly floor: number }>> = {
  g: { ratio: 5, floor: 1.5 },
  "m/s2": { ratio: 5, floor: 15 },
  "mm/s": { ratio: 5, floor: 10 },
  A: { ratio: 5, floor: 1 },
  raw: { ratio: 10, floor: 0 },
  um: { ratio: 5, floor: 0 },
  V: { ratio: 5, floor: 0 },
};

/** Beyond what a sensor of the unit can measure on a machine that still runs. `raw` has no scale to be implausible on. */
const LARGEST_PLAUSIBLE: Readonly<Partial<Record<Unit, number>>> = { g: 500, "m/s2": 5000, "mm/s": 1000, um: 10_000, A: 10_000, V: 20_000 };

/**
 * What the sensor, and not the machine, does wrong in one waveform. `value` is the figure that crossed `limit`:
 * - `flat_line`: peak-to-peak / largest magnitude at most 1e-6 (or all zero); nothing else is judged then
 * - `clipping`: share of samples piled up at the largest or smallest value above 0.2 % (see `railShare`)
 * - `dropout`: longest run of equal samples, not at the extreme values, above 1 % of the record (at least 32, at most 256 samples)
 *   and above 8 times the mean run
 * - `dc_drift`: |mean| / rms above 5 (raw: 10) and |mean| above a floor (1.5 g); not for displacement, voltage, tachometer
 * - `ski_slope`: noise below 20 Hz that rises towards 0 Hz, above 3 times all the other power; acceleration and velocity, on at
 *   least 4 s (see `skiSlopeRatio`)
 * - `implausible_level`: largest magnitude beyond the unit's range (500 g, 1000 mm/s, ...)
 * Clipping and dropout are judged on at least 100 quantisation steps, and not on tachometer and voltage.
 */
export function sensorFaults({ samples, quantity, unit, sampleRateHz }: JudgedWaveform, statistics: TimeStatistics): SensorFault[] {
  if (samples.length < MIN_SAMPLES) return [];
  const extremes = extremesOf(samples);
  const largest = Math.max(Math.abs(extremes.min), Math.abs(extremes.max));
  const flatness = largest === 0 ? 0 : statistics.peakToPeak / largest;
  if (flatness <= FLAT_RATIO) return [{ kind: "flat_line", value: flatness, limit: FLAT_RATIO }];
  const faults = isFinelyResolved(samples, statistics) && !TWO_LEVEL.includes(quantity) ? shapeFaults(samples, extremes) : [];
  const { ratio, floor } = OFFSET_LIMITS[unit];
  const offset = Math.abs(statistics.mean) / statistics.rms;
  if (ZERO_MEAN.includes(quantity) && offset > ratio && Math.abs(statistics.mean) > floor) {
    faults.push({ kind: "dc_drift", value: offset, limit: ratio });
  }
  const slope = INTEGRATED.includes(quantity) ? skiSlopeRatio(samples, sampleRateHz, statistics.rms ** 2) : 0;
  if (slope > SKI_SLOPE_RATIO) faults.push({ kind: "ski_slope", value: slope, limit: SKI_SLOPE_RATIO });
  const plausible = LARGEST_PLAUSIBLE[unit];
  if (plausible !== undefined && largest > plausible) faults.push({ kind: "implausible_level", value: largest, limit: plausible });
  return faults;
}

function shapeFaults(samples: Float32Array, extremes: Extremes): SensorFault[] {
  const faults: SensorFault[] = [];
  const clipped = railShare(samples, extremes);
  if (clipped > CLIPPED_RATIO) faults.push({ kind: "clipping", value: clipped, limit: CLIPPED_RATIO });
  const { longest, mean } = stuckRun(samples, extremes);
  const share = Math.min(DROPOUT_SAMPLES.max, Math.max(DROPOUT_SAMPLES.min, DROPOUT_RATIO * samples.length));
  const limit = Math.max(share, DROPOUT_MEAN_RUNS * mean);
  if (longest > limit) faults.push({ kind: "dropout", value: longest, limit });
  return faults;
}

function isFinelyResolved(samples: Float32Array, { peakToPeak }: TimeStatistics): boolean {
  return peakToPeak >= MIN_STEPS * smallestStep(samples);
}
