import { type Acquisition, type AssetConfig, acquisitionId, addSeconds, assetRef, pointId } from "@phm/domain";

export const START_NS = 1_600_000_000_000_000_000n;
const SAMPLES = 512;
const FULL_SCALE = 32_767;

const ORDERS = { bpfo: 3.58, bpfi: 5.42, bsf: 2.36, ftf: 0.4 };
export const CONFIG: AssetConfig = {
  ref: assetRef("acme", "north", "pump"),
  kind: "pump",
  ratedSpeedRpm: 1500,
  component: "bearing",
  points: [
    { id: pointId("h"), quantity: "acceleration", unit: "g", bearing: { orders: ORDERS } },
    { id: pointId("v"), quantity: "acceleration", unit: "g", bearing: { orders: ORDERS } },
  ],
};

/** Noise of a fixed seed, uniform in ±1, as stored samples. Scaled by the channel's `scale`, so a level is free to choose. */
function noise(seed: number): Int16Array {
  let state = seed >>> 0;
  return Int16Array.from({ length: SAMPLES }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.round((state / 2 ** 31 - 1) * 30_000);
  });
}

/** Two accelerometers of noise at a level in g, 25.6 kHz, 20 ms: too short for lines, enough for levels. */
export function recordingAt(index: number, seconds: number, levelG: number, flat = false): Acquisition {
  return {
    ref: CONFIG.ref,
    id: acquisitionId(String(index).padStart(6, "0")),
    timeBase: "recorded",
    startTimeNs: addSeconds(START_NS, seconds),
    sampleRateHz: 25_600,
    samples: SAMPLES,
    speedRpm: 1500,
    channels: CONFIG.points.map((point, i) => ({
      point: point.id,
      quantity: point.quantity,
      unit: point.unit,
      encoding: "i16le",
      scale: levelG / FULL_SCALE,
      data: flat ? new Uint8Array(2 * SAMPLES) : new Uint8Array(noise(2 * index + i + 1).buffer),
    })),
  };
}
