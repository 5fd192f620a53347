import {
  type AssetRef,
  assetRef,
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  InvalidValue,
  parseTimeNs,
  SENSOR_FAULTS,
  type TimeNs,
} from "@phm/domain";
import { type BrokenSensor, checkBrokenSensor } from "./broken-sensor.js";
import { BEARING_FAULTS, type BearingFault } from "./machine.js";
import { checkProfile, type OperatingKnot } from "./operating-profile.js";

/** What to simulate. All but the seed has a default. */
export interface SimulationOptions {
  /** Any safe integer: the same options give the same bytes. */
  readonly seed: number;
  readonly organisation?: string;
  readonly site?: string;
  /** Default `sim-motor-1`. */
  readonly asset?: string;
  /** Acquisitions in the life, 2 to 1,000,000. Default 600. */
  readonly acquisitions?: number;
  /** From the start of one acquisition to the next, s; at least the duration of one. Default 600: four days of an accelerated life. */
  readonly intervalS?: number;
  /** Samples of each channel, 256 to 600,000 (three channels stay under the 4 MiB of an acquisition). Default 25,600. */
  readonly samples?: number;
  /** 8,000 to 200,000 Hz: the housing resonance at 3.2 kHz must lie in the band. Default 25,600. */
  readonly sampleRateHz?: number;
  /** Default `bearing_outer_race`. */
  readonly fault?: BearingFault;
  /** RFC 3339. Default 2026-03-02T06:00:00Z. */
  readonly startTime?: string;
  /** Speed and load over the life; default: rated. Where it is given, the acquisitions state the load. */
  readonly profile?: readonly OperatingKnot[];
  /** Default: all sensors are sound. */
  readonly brokenSensor?: BrokenSensor;
}

export interface CheckedOptions {
  readonly seed: number;
  readonly ref: AssetRef;
  readonly acquisitions: number;
  readonly intervalS: number;
  readonly samples: number;
  readonly sampleRateHz: number;
  readonly fault: BearingFault;
  readonly startTimeNs: TimeNs;
  readonly profile: readonly OperatingKnot[];
  readonly brokenSensor: BrokenSensor | null;
}

function inRange(field: string, value: number, low: number, high: number): number {
  if (!(value >= low && value <= high)) throw new InvalidValue(field, value, `from ${low} to ${high}`);
  return value;
}

function integer(field: string, value: number, low: number, high: number): number {
  if (!Number.isInteger(value)) throw new InvalidValue(field, value, "a whole number");
  return inRange(field, value, low, high);
}

/** Fills in the defaults. @throws InvalidValue naming the option that is out of its range. */
export function checkOptions(options: SimulationOptions): CheckedOptions {
  const fault = options.fault ?? "bearing_outer_race";
  if (!BEARING_FAULTS.includes(fault)) throw new InvalidValue("fault", fault, `one of ${BEARING_FAULTS.join(", ")}`);
  const { profile = [], brokenSensor = null } = options;
  checkProfile(profile);
  if (brokenSensor) checkBrokenSensor(brokenSensor, SENSOR_FAULTS);
  const samples = integer("samples", options.samples ?? 25_600, 256, 600_000);
  const sampleRateHz = inRange("sampleRateHz", options.sampleRateHz ?? 25_600, 8_000, 200_000);
  return {
    seed: integer("seed", options.seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    ref: assetRef(options.organisation ?? DEFAULT_ORGANISATION, options.site ?? DEFAULT_SITE, options.asset ?? "sim-motor-1"),
    acquisitions: integer("acquisitions", options.acquisitions ?? 600, 2, 1_000_000),
    intervalS: inRange("intervalS", options.intervalS ?? 600, samples / sampleRateHz, 86_400 * 365),
    samples,
    sampleRateHz,
    fault,
    startTimeNs: parseTimeNs(options.startTime ?? "2026-03-02T06:00:00Z", "startTime"),
    profile,
    brokenSensor,
  };
}
