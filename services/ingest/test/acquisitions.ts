import { toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionToWire } from "@phm/contracts";
import { type Acquisition, type AssetConfig, acquisitionId, assetRef, NS_PER_S, pointId } from "@phm/domain";

const START_NS = 1_700_000_000n * NS_PER_S;
const SAMPLES = 2_000;

/** A pump with a vibration sensor at each end. */
export function pump(asset: string): AssetConfig {
  const points = ["de", "nde"].map((id) => ({ id: pointId(id), quantity: "acceleration" as const, unit: "g" as const }));
  return { ref: assetRef("acme", "plant", asset), kind: "pump", component: "bearing", points };
}

/** One acquisition a second; each third one has the drive end only. Recorded, unless said otherwise. */
export function acquisitionOf({ ref }: AssetConfig, second: number, changes: Partial<Acquisition> = {}): Acquisition {
  const points = second % 3 === 0 ? ["de"] : ["de", "nde"];
  return {
    ref,
    id: acquisitionId(`second-${second}`),
    timeBase: "recorded",
    startTimeNs: START_NS + BigInt(second) * NS_PER_S,
    sampleRateHz: SAMPLES,
    samples: SAMPLES,
    speedRpm: 1_480,
    channels: points.map((point) => ({
      point: pointId(point),
      quantity: "acceleration",
      unit: "g",
      encoding: "i16le",
      scale: 0.001,
      data: new Uint8Array(2 * SAMPLES).map((_, i) => (i * 31 + second * 7 + point.length) & 0xff),
    })),
    ...changes,
  };
}

export function acquisitionsOf(config: AssetConfig, count: number): Acquisition[] {
  return Array.from({ length: count }, (_, second) => acquisitionOf(config, second));
}

export function encoded(acquisition: Acquisition): Uint8Array {
  return toBinary(AcquisitionSchema, acquisitionToWire(acquisition));
}
