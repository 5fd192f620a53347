import {
  type AssetConfig,
  acquisitionId,
  addSeconds,
  assetRef,
  type ChannelFeatures,
  type ChannelSpectrum,
  type FeatureVector,
  pointId,
  type SensorFault,
  type Unit,
} from "@phm/domain";

export const SHAFT_HZ = 30;
const RESOLUTION_HZ = 0.5;
const LINES = 1500;
const NOISE = 0.01;
const START_NS = 1_600_000_000_000_000_000n;

export const MACHINE: AssetConfig = {
  ref: assetRef("acme", "north", "motor"),
  kind: "motor",
  ratedSpeedRpm: 1800,
  supplyHz: 50,
  polePairs: 1,
  component: "rotor",
  points: [
    { id: pointId("h"), quantity: "acceleration", unit: "raw", axis: "horizontal", location: "drive end" },
    { id: pointId("v"), quantity: "acceleration", unit: "raw", axis: "vertical", location: "drive end" },
    { id: pointId("x"), quantity: "acceleration", unit: "raw", axis: "axial", location: "drive end" },
    ...["a", "b", "c"].map((id) => ({ id: pointId(id), quantity: "current", unit: "A" }) as const),
  ],
};

/** Amplitudes of lines by order of shaft speed (`orders`) or in Hz (`hz`), on noise that holds the rest of the r.m.s. value. */
export interface SyntheticVibration {
  readonly orders?: Readonly<Record<number, number>>;
  readonly hz?: Readonly<Record<number, number>>;
  readonly axialOrders?: Readonly<Record<number, number>>;
  readonly rms?: number;
  readonly highBand?: number;
  readonly kurtosis?: number;
  readonly unit?: Unit;
  readonly gain?: number;
  readonly seed?: number;
  readonly sensorFaults?: readonly SensorFault[];
}

export interface SyntheticCurrent {
  /** Negative over positive sequence. */
  readonly ratio?: number;
  readonly angleDeg?: number;
  readonly zeroRatio?: number;
  readonly unbalance?: number;
  /** Of each current channel. */
  readonly values?: Readonly<Record<string, number>>;
  /** R.m.s. of three phase voltages. */
  readonly voltages?: readonly number[];
}

function spectrumOf(seed: number, lines: readonly (readonly [hz: number, amplitude: number])[], gain: number): ChannelSpectrum {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const amplitude = Float32Array.from({ length: LINES }, () => gain * NOISE * Math.sqrt(-2 * Math.log(uniform())));
  for (const [hz, height] of lines) {
    const line = Math.round(hz / RESOLUTION_HZ);
    amplitude[line] = gain * height;
    // A Hann line has half of it on either side.
    amplitude[line - 1] = (gain * height) / 2;
    amplitude[line + 1] = (gain * height) / 2;
  }
  return { kind: "direct", lowHz: 0, highHz: 10_000, resolutionHz: RESOLUTION_HZ, amplitude };
}

function accelerometer(
  point: string,
  orders: Readonly<Record<number, number>>,
  vibration: SyntheticVibration,
  seed: number,
): ChannelFeatures {
  const { hz = {}, rms = 5, highBand = 1, kurtosis = 3, unit = "raw", gain = 1, sensorFaults = [] } = vibration;
  const lines = [
    ...Object.entries(orders).map(([order, height]) => [Number(order) * SHAFT_HZ, height] as const),
    ...Object.entries(hz).map(([at, height]) => [Number(at), height] as const),
  ];
  return {
    point: pointId(point),
    quantity: "acceleration",
    unit,
    values: { rms: rms * gain, kurtosis, bandRms_2000_2400Hz: highBand * gain },
    spectra: [spectrumOf(seed, lines, gain)],
    sensorFaults,
  };
}

export function vibrationOf(vibration: SyntheticVibration): ChannelFeatures[] {
  const { orders = {}, axialOrders = {}, seed = 1 } = vibration;
  return [
    accelerometer("h", orders, vibration, 3 * seed),
    accelerometer("v", orders, vibration, 3 * seed + 1),
    accelerometer("x", axialOrders, { ...vibration, hz: {} }, 3 * seed + 2),
  ];
}

export function currentsOf({ values = {}, voltages = [] }: SyntheticCurrent): ChannelFeatures[] {
  const channel = (
    point: string,
    quantity: "current" | "voltage",
    unit: "A" | "V",
    of: Readonly<Record<string, number>>,
  ): ChannelFeatures => ({
    point: pointId(point),
    quantity,
    unit,
    values: of,
    spectra: [],
    sensorFaults: [],
  });
  return [
    ...["a", "b", "c"].map((point) => channel(point, "current", "A", { fundamentalRms: 10, fundamentalHz: 50, ...values })),
    ...voltages.map((rms, i) => channel(`u${i}`, "voltage", "V", { rms })),
  ];
}

/** One acquisition. `speedRpm: null` states none. */
export function acquisitionOf(
  index: number,
  channels: readonly ChannelFeatures[],
  current: SyntheticCurrent = {},
  speedRpm: number | null = 1800,
): FeatureVector {
  const { ratio, angleDeg = 50, zeroRatio, unbalance } = current;
  const across = {
    ...(ratio === undefined
      ? {}
      : { currentNegativeSequenceRatio: ratio, currentNegativeSequenceAngleDeg: angleDeg, currentPhaseRotation: 1 }),
    ...(zeroRatio === undefined ? {} : { currentZeroSequenceRatio: zeroRatio }),
    ...(unbalance === undefined ? {} : { currentUnbalanceRatio: unbalance }),
  };
  return {
    ref: MACHINE.ref,
    acquisition: acquisitionId(`a${index}`),
    timeBase: "recorded",
    startTimeNs: addSeconds(START_NS, 600 * index),
    featureSet: "core-v2",
    ...(speedRpm === null ? {} : { speedRpm }),
    channels,
    acrossChannels: across,
  };
}
