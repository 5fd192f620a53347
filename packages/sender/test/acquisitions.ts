import { type Acquisition, acquisitionId, assetRef, pointId } from "@phm/domain";

/** The nth acquisition of an asset, one a second; `bytes` of samples that are different in each. */
export function acquisition(n: number, { asset = "pump", bytes = 1_000 } = {}): Acquisition {
  const data = Buffer.alloc(bytes, `${asset}-${n};`);
  return {
    ref: assetRef("acme", "plant", asset),
    id: acquisitionId(String(n).padStart(6, "0")),
    timeBase: "recorded",
    startTimeNs: 1_700_000_000_000_000_000n + BigInt(n) * 1_000_000_000n,
    sampleRateHz: bytes / 2,
    samples: bytes / 2,
    channels: [{ point: pointId("de"), quantity: "acceleration", unit: "g", encoding: "i16le", scale: 0.001, data }],
  };
}
