import { type Acquisition, type AssetConfig, acquisitionId, assetId, InvalidValue, type TimeNs } from "@phm/domain";
import { simulateHealthy } from "./simulate-life.js";

export interface FleetOptions {
  readonly seed: number;
  readonly organisation?: string;
  readonly site?: string;
  /** Machines, 1 to 1,000,000. */
  readonly assets: number;
  /** Samples of each of the three channels, 256 to 600,000. */
  readonly samples: number;
}

/** Many sound machines of one kind, to load a suite with. */
export interface SimulatedFleet {
  readonly configs: readonly AssetConfig[];
  /** Bytes of the samples of one acquisition. */
  readonly sampleBytes: number;
  readonly durationS: number;
  /** One acquisition of a machine. What it shows repeats after a few: making signals must not be what limits a load. */
  acquisition(machine: number, startTimeNs: TimeNs): Acquisition;
}

const MAX_ASSETS = 1_000_000;
/** Acquisitions with content of their own. */
const CONTENTS = 8;

/** @throws InvalidValue naming the option that is out of its range */
export function simulateFleet({ assets, seed, samples, ...place }: FleetOptions): SimulatedFleet {
  if (!Number.isInteger(assets) || assets < 1 || assets > MAX_ASSETS)
    throw new InvalidValue("assets", assets, `a whole number from 1 to ${MAX_ASSETS}`);
  const model = simulateHealthy({ seed, samples, acquisitions: CONTENTS, ...place });
  const contents = [...model.acquisitions()];
  const [first] = contents as [Acquisition];
  const width = String(assets - 1).length;
  const configs = Array.from({ length: assets }, (_, i) => {
    return { ...model.config, ref: { ...model.config.ref, asset: assetId(`sim-${String(i).padStart(width, "0")}`) } };
  });
  let made = 0;
  return {
    configs,
    sampleBytes: first.channels.reduce((sum, { data }) => sum + data.byteLength, 0),
    durationS: first.samples / first.sampleRateHz,
    acquisition: (machine, startTimeNs) => {
      const config = configs[machine];
      if (!config) throw new InvalidValue("machine", machine, `from 0 to ${assets - 1}`);
      const content = contents[made++ % CONTENTS] as Acquisition;
      return { ...content, ref: config.ref, id: acquisitionId(`live-${startTimeNs}`), timeBase: "live", startTimeNs };
    },
  };
}
