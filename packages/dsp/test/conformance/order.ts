import {
  type AngularWaveform,
  angularResample,
  orderSpectrum,
  refineSpeed,
  speedProfile,
  tachoPulseTimes,
  tachoShaftAngle,
  timeSynchronousAverage,
  trackSpeed,
} from "../../src/index.js";
import { type Rotation, tacho, trueAngle, vibration } from "../rotation.js";
import type { ConformanceRow } from "./conformance-row.js";
import { computed, deviationOf, FLOAT32_LIMIT, type Measured, pick, rowsOf } from "./deviation.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

/** Every parameter that a case of this area may state. */
interface Input extends Rotation {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly noise: number;
  readonly knots: number;
  readonly samplesPerRevolution: number;
  readonly pulsesPerRevolution: number;
  readonly edge: "rising" | "falling";
  readonly ratedSpeedHz: number;
  readonly pulseTimesS: readonly number[];
  readonly timesS: readonly number[];
  readonly revolutions: readonly number[];
}

/** Values spread over the whole result. */
interface Picked {
  readonly length: number;
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly largest: number;
}

/** Times and angles are worked out in float64 on both sides. */
const TIMING_LIMIT = 1e-8;
/** The pass-band's ripple: 80 dB. */
const RIPPLE_LIMIT = 1e-4;
/** Two estimators of one speed from a noisy record: 0.005 % of it. */
const SPEED_LIMIT = 5e-5;
/** Two estimators of an angle, and the straight line between two instants here: 0.005 % of the turns. */
const TRACK_LIMIT = 5e-5;

function deviationAt(actual: ArrayLike<number>, { length, at, values, largest }: Picked): number {
  return actual.length === length ? deviationOf(pick(actual, at), values, largest) : Number.POSITIVE_INFINITY;
}

function measuring<Expected>(measure: (input: Input, expected: Expected) => Measured) {
  return ({ input, expected }: GoldenCase): Measured => measure(input as Input, expected as Expected);
}

function angular(input: Input): AngularWaveform {
  const { length, sampleRateHz, noise, knots, samplesPerRevolution } = input;
  const angle = trueAngle(input, length, sampleRateHz, knots);
  return computed(angularResample(vibration(input, length, sampleRateHz, noise), sampleRateHz, angle, samplesPerRevolution));
}

const MEASUREMENTS = {
  tachoPulseTimes: measuring<Picked>((input, expected) => {
    const samples = tacho(input, input.length, input.sampleRateHz, input.pulsesPerRevolution);
    const times = computed(tachoPulseTimes(samples, input.sampleRateHz, { edge: input.edge }));
    return [{ what: "instants", deviation: deviationAt(times, expected), limit: TIMING_LIMIT }];
  }),
  tachoShaftAngle: measuring<{ timesS: Picked; revolutions: Picked; missingPulses: number; extraPulses: number }>((input, expected) => {
    const angle = computed(tachoShaftAngle(Float64Array.from(input.pulseTimesS), input.pulsesPerRevolution));
    const counts = deviationOf([angle.missingPulses, angle.extraPulses], [expected.missingPulses, expected.extraPulses]);
    const deviation = Math.max(deviationAt(angle.timesS, expected.timesS), deviationAt(angle.revolutions, expected.revolutions), counts);
    return [{ what: "angle and what was mended", deviation, limit: TIMING_LIMIT }];
  }),
  speedProfile: measuring<{ timesS: Picked; speedHz: Picked }>((input, expected) => {
    const profile = speedProfile({ timesS: Float64Array.from(input.timesS), revolutions: Float64Array.from(input.revolutions) });
    const deviation = Math.max(deviationAt(profile.timesS, expected.timesS), deviationAt(profile.speedHz, expected.speedHz));
    return [{ what: "speeds", deviation, limit: TIMING_LIMIT }];
  }),
  angularResample: measuring<{ kernel: Picked; spline?: Picked; meanSpeedHz: number }>((input, { kernel, spline, meanSpeedHz }) => {
    const { samples, meanSpeedHz: actualHz } = angular(input);
    const exact = { what: "the stated kernel", deviation: deviationAt(samples, kernel), limit: FLOAT32_LIMIT };
    const speed = { what: "mean speed", deviation: deviationOf([actualHz], [meanSpeedHz]), limit: TIMING_LIMIT };
    if (spline === undefined) return [exact, speed];
    return [exact, speed, { what: "a cubic spline through the samples", deviation: deviationAt(samples, spline), limit: RIPPLE_LIMIT }];
  }),
  orderSpectrum: measuring<{ resolutionOrders: number; amplitude: Picked }>((input, expected) => {
    const { amplitude, resolutionOrders } = computed(orderSpectrum(angular(input)));
    const shown = amplitude.subarray(0, expected.amplitude.length);
    return Math.max(deviationAt(shown, expected.amplitude), deviationOf([resolutionOrders], [expected.resolutionOrders]));
  }),
  timeSynchronousAverage: measuring<{ average: Picked; residual: Picked; synchronousRatio: number; periods: number }>((input, expected) => {
    const { average, residual, synchronousRatio, periods } = computed(timeSynchronousAverage(angular(input)));
    const figures = deviationOf([synchronousRatio, periods], [expected.synchronousRatio, expected.periods], 1);
    return Math.max(deviationAt(average, expected.average), deviationAt(residual, expected.residual), figures);
  }),
  refineSpeed: measuring<{ speedHz: number }>((input, expected) => {
    const { length, sampleRateHz, noise, ratedSpeedHz } = input;
    const { speedHz } = computed(refineSpeed(vibration(input, length, sampleRateHz, noise), sampleRateHz, ratedSpeedHz));
    return [{ what: "speed", deviation: deviationOf([speedHz], [expected.speedHz]), limit: SPEED_LIMIT }];
  }),
  trackSpeed: measuring<{ atS: number[]; revolutions: number[] }>((input, expected) => {
    const { length, sampleRateHz, noise, ratedSpeedHz } = input;
    const samples = vibration(input, length, sampleRateHz, noise);
    const angle = computed(trackSpeed(samples, sampleRateHz, ratedSpeedHz));
    const between = expected.atS.map((t) => angleAt(angle.timesS, angle.revolutions, t));
    const deviation = deviationOf(
      between.map((value) => value - (between[0] as number)),
      expected.revolutions,
    );
    return [{ what: "angle", deviation, limit: TRACK_LIMIT }];
  }),
};

/** Linear between two instants, which are half a segment apart here. */
function angleAt(timesS: Float64Array, revolutions: Float64Array, t: number): number {
  const k = timesS.findIndex((time) => time > t) - 1;
  const [t0, t1] = [timesS[k] as number, timesS[k + 1] as number];
  const [r0, r1] = [revolutions[k] as number, revolutions[k + 1] as number];
  return r0 + ((t - t0) / (t1 - t0)) * (r1 - r0);
}

export const rows = (golden: GoldenFile): readonly ConformanceRow[] => rowsOf(golden, MEASUREMENTS);
