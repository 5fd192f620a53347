import { type Acquisition, type AcquisitionChannel, type AssetConfig, acquisitionId, addSeconds, type TimeNs } from "@phm/domain";
import { brokenChannels, brokenClock, brokenSignal } from "./broken-sensor.js";
import { encodeI16 } from "./encode-i16.js";
import { type ImpactTrain, impactTrain } from "./impact-train.js";
import { type BearingFault, CURRENT, HORIZONTAL, machineConfig, RATED_LOAD_N, STRIKE_SOURCES, VERTICAL } from "./machine.js";
import { motorCurrent } from "./motor-current.js";
import { drawOperatingPoint } from "./operating-point.js";
import { sharesAt } from "./operating-profile.js";
import { Random } from "./random.js";
import { type CheckedOptions, checkOptions, type SimulationOptions } from "./simulation-options.js";
import { vibration } from "./vibration.js";
import { type WearCurve, wearCurve } from "./wear-curve.js";

/** What really happened: for evaluation, never for the services. Null throughout for a sound machine. */
export interface SimulationTruth {
  readonly fault: BearingFault | null;
  /** Start of the first acquisition with a defect. It is not yet audible then: lines show some per cent of life later, levels later still. */
  readonly damageOnsetNs: TimeNs | null;
  /** Start of the last acquisition, at which the defect has its final size. */
  readonly endOfLifeNs: TimeNs | null;
  /** Length of the defect at each acquisition, mm. */
  readonly faultSizeMm: Float64Array;
}

export interface Simulation {
  readonly config: AssetConfig;
  readonly truth: SimulationTruth;
  /** Makes the acquisitions one at a time; every call starts a new, equal sequence. */
  acquisitions(): Iterable<Acquisition>;
}

/** Converters: ±50 g (a common 100 mV/g accelerometer) and ±100 A peak. */
const FULL_SCALE_G = 50;
const FULL_SCALE_A = 100;
/** The cage lags its kinematic speed by up to this share, a constant of the bearing. */
const MAX_MEAN_SLIP_RATIO = 0.006;
/** Streams of the seed that broken sensors draw from: the machine itself is the same with and without. */
const SENSOR_STREAM = 2 ** 31;
const NO_IMPACTS: ImpactTrain = { timeS: [], strength: [] };

/**
 * The whole life of a motor's drive-end bearing, from good condition to failure: two accelerometers (g) and one phase current (A).
 * Healthy about 1.2 mm/s r.m.s. (zone A of ISO 20816-3, group 2, rigid); at the end of life in zone C or D.
 * @throws InvalidValue naming the option that is out of its range.
 * @example
 * const life = simulateLife({ seed: 1 });
 * for (const acquisition of life.acquisitions()) send(acquisition);
 */
export function simulateLife(options: SimulationOptions): Simulation {
  const checked = checkOptions(options);
  const random = new Random(checked.seed);
  const slipRatio = random.uniform(0, MAX_MEAN_SLIP_RATIO);
  const wear = wearCurve(random, checked.acquisitions);
  const startOf = (index: number) => addSeconds(checked.startTimeNs, index * checked.intervalS);
  const truth: SimulationTruth = {
    fault: checked.fault,
    damageOnsetNs: startOf(wear.onsetIndex),
    endOfLifeNs: startOf(checked.acquisitions - 1),
    faultSizeMm: wear.sizeMm,
  };
  return simulation(checked, truth, wear, slipRatio);
}

/**
 * The same machine in good condition from the first acquisition to the last: nothing is to be found on it.
 * @throws InvalidValue naming the option that is out of its range.
 */
export function simulateHealthy(options: Omit<SimulationOptions, "fault">): Simulation {
  const checked = checkOptions(options);
  const wear: WearCurve = { onsetIndex: checked.acquisitions, sizeMm: new Float64Array(checked.acquisitions) };
  return simulation(checked, { fault: null, damageOnsetNs: null, endOfLifeNs: null, faultSizeMm: wear.sizeMm }, wear, 0);
}

function simulation(options: CheckedOptions, truth: SimulationTruth, wear: WearCurve, slipRatio: number): Simulation {
  return {
    config: machineConfig(options.ref),
    truth,
    *acquisitions() {
      for (let index = 0; index < options.acquisitions; index++) {
        yield measure(options, index, wear.sizeMm[index] as number, slipRatio);
      }
    },
  };
}

/** Each acquisition draws from its own stream of the seed, so none depends on whether those before it were made. */
function measure(options: CheckedOptions, index: number, sizeMm: number, slipRatio: number): Acquisition {
  const { ref, samples, sampleRateHz } = options;
  const random = new Random(options.seed, index + 1);
  const asked = sharesAt(options.profile, index);
  const at = drawOperatingPoint(random, asked);
  const impacts =
    sizeMm > 0 ? impactTrain(random, STRIKE_SOURCES[options.fault], at.shaftHz, slipRatio, samples / sampleRateHz) : NO_IMPACTS;
  const { horizontalG, verticalG } = vibration(random, at, sizeMm, impacts, samples, sampleRateHz);
  const currentA = motorCurrent(random, at, sizeMm, samples, sampleRateHz);
  const { brokenSensor } = options;
  const broken = brokenSensor && index >= brokenSensor.fromAcquisition ? brokenSensor.kind : undefined;
  const measuredG = broken ? brokenSignal(broken, horizontalG, new Random(options.seed, SENSOR_STREAM + index), options) : horizontalG;
  const vibrating = { quantity: "acceleration", unit: "g", encoding: "i16le" } as const;
  const channels: readonly AcquisitionChannel[] = [
    { point: HORIZONTAL, ...vibrating, ...encodeI16(measuredG, FULL_SCALE_G) },
    { point: VERTICAL, ...vibrating, ...encodeI16(verticalG, FULL_SCALE_G) },
    { point: CURRENT, quantity: "current", unit: "A", encoding: "i16le", ...encodeI16(currentA, FULL_SCALE_A) },
  ];
  return {
    ref,
    id: acquisitionId(String(index).padStart(6, "0")),
    timeBase: "recorded",
    startTimeNs: addSeconds(options.startTimeNs, index * options.intervalS),
    sampleRateHz,
    samples,
    // A tachometer's resolution.
    speedRpm: Math.round(at.speedRpm * 10) / 10,
    ...(options.profile.length === 0 ? {} : { loadN: Math.round(RATED_LOAD_N * at.loadShare) }),
    ...brokenClock(broken),
    channels: broken ? brokenChannels(broken, channels) : channels,
  };
}
