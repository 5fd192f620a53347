import { type Acquisition, type AssetConfig, acquisitionId, assetRef, pointId, QUANTITIES, type Quantity, type Unit } from "@phm/domain";

export const UNITS_OF: Readonly<Record<Quantity, readonly Unit[]>> = {
  acceleration: ["g", "m/s2", "raw"],
  velocity: ["mm/s", "raw"],
  displacement: ["um", "raw"],
  current: ["A", "raw"],
  voltage: ["V", "raw"],
  tachometer: ["V", "raw"],
};

interface GivenChannel {
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** By sample number; default: noise and three tones. */
  readonly signal?: (i: number) => number;
}

const PHASE_CURRENT_RATE_HZ = 1_600;
const REF = assetRef("acme", "plant-1", "motor-1");

/** Channels of fixed signals. */
export function referenceAcquisition(
  channels: readonly GivenChannel[],
  samples: number,
  sampleRateHz: number,
  speedRpm = 1470,
): Acquisition {
  return {
    ref: REF,
    id: acquisitionId("000001"),
    timeBase: "recorded",
    startTimeNs: 1_772_000_000_000_000_000n,
    sampleRateHz,
    samples,
    speedRpm,
    channels: channels.map(({ quantity, unit, signal }, index) => {
      const values = Float32Array.from({ length: samples }, (_, i) => (signal ?? mixed(index + 1, sampleRateHz))(i));
      const data = new Uint8Array(values.buffer);
      return { point: pointId(`p${index}`), quantity, unit, encoding: "f32le" as const, scale: 1, data };
    }),
  };
}

export function referenceConfig({ channels }: Acquisition): AssetConfig {
  const points = channels.map(({ point, quantity, unit }) => ({ id: point, quantity, unit }));
  return { ref: REF, kind: "motor", component: "bearing", ratedSpeedRpm: 1470, supplyHz: 50, polePairs: 2, points };
}

/** Every quantity in its first unit at 25.6 kHz, and the three phases of a motor with broken bars and an unbalance over 20 s. */
export const REFERENCE_ACQUISITIONS: readonly Acquisition[] = [
  referenceAcquisition(
    QUANTITIES.map((quantity) => ({ quantity, unit: UNITS_OF[quantity][0] as Unit })),
    25_600,
    25_600,
  ),
  referenceAcquisition(
    [0, 1, 2].map((phase) => ({ quantity: "current", unit: "A", signal: phaseCurrent(phase) })),
    20 * PHASE_CURRENT_RATE_HZ,
    PHASE_CURRENT_RATE_HZ,
  ),
];

/** Uniform noise of a fixed seed, with tones of the shaft, of the supply and of a resonance that impacts ring. */
function mixed(seed: number, sampleRateHz: number): (i: number) => number {
  const noise = uniform(seed);
  return (i) => {
    const time = i / sampleRateHz;
    const ring = Math.exp(-800 * (time % 0.0113)) * Math.sin(2 * Math.PI * 3_300 * time);
    return 0.1 * noise() + 0.5 * Math.sin(2 * Math.PI * 24.5 * time) + 0.8 * Math.cos(2 * Math.PI * 50 * time) + 0.3 * ring;
  };
}

function phaseCurrent(phase: number): (i: number) => number {
  const noise = uniform(100 + phase);
  const lines = [
    [10 + phase / 4, 50],
    [0.1, 48],
    [0.05, 52],
    [0.03, 25.5],
    [0.02, 74.5],
    [0.2, 250],
  ] as const;
  return (i) => {
    const angle = (2 * Math.PI * i) / PHASE_CURRENT_RATE_HZ;
    const sum = lines.reduce((total, [amplitude, hz]) => total + amplitude * Math.cos(angle * hz - (phase * 2 * Math.PI) / 3), 0);
    return sum + 1e-3 * noise();
  };
}

function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
