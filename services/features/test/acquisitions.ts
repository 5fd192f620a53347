import { toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionToWire } from "@phm/contracts";
import type { Acquisition, AssetConfig } from "@phm/domain";
import { simulateLife } from "@phm/simulator";

const COUNT = 6;
const life = simulateLife({ seed: 7, acquisitions: 1_000, samples: 8_192, sampleRateHz: 12_800, intervalS: 600, asset: "motor-1" });

/** A simulated motor and six acquisitions of it in its best days, ten minutes apart. */
export const CONFIG: AssetConfig = life.config;
export const ACQUISITIONS: readonly Acquisition[] = firstOf(life.acquisitions());

export function encoded(acquisition: Acquisition): Uint8Array {
  return toBinary(AcquisitionSchema, acquisitionToWire(acquisition));
}

function firstOf(acquisitions: Iterable<Acquisition>): Acquisition[] {
  const first: Acquisition[] = [];
  for (const acquisition of acquisitions) if (first.push(acquisition) === COUNT) break;
  return first;
}
