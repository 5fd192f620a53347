import { AssetDirectory, type BaseContext, openBaseContext, type SweepLog } from "@phm/service-kit";
import { connectWaveformArchive } from "./analysis/grpc-waveform-archive.js";
import type { WaveformArchive } from "./analysis/waveform-archive.js";
import type { FeaturesConfig } from "./config.js";
import { FeatureHistory } from "./history/feature-history.js";
import { FeaturesMetrics } from "./metrics.js";
import { MIGRATIONS } from "./migrations/migrations.js";
import { openFeatureRetention } from "./retention/open-feature-retention.js";
import { KeptSpectra } from "./spectra/kept-spectra.js";
import { SpectrumKeeper } from "./spectra/spectrum-keeper.js";
import { TwinShelf } from "./twin/twin-shelf.js";
import type { ComputePool } from "./workers/compute-pool.js";
import { openComputePool } from "./workers/open-compute-pool.js";

export interface FeaturesContext extends BaseContext {
  readonly directory: AssetDirectory;
  readonly sweeps: SweepLog;
  readonly pool: ComputePool;
  readonly history: FeatureHistory;
  readonly spectra: KeptSpectra;
  readonly keeper: SpectrumKeeper;
  readonly archive: WaveformArchive;
  readonly twins: TwinShelf;
  readonly featuresMetrics: FeaturesMetrics;
}

const NS_PER_MS = 1e6;

export async function createContext(config: FeaturesConfig): Promise<FeaturesContext> {
  const base = await openBaseContext(config, MIGRATIONS);
  const { link, store, metrics, resources } = base;
  try {
    const featuresMetrics = new FeaturesMetrics(metrics);
    const directory = resources.use("directory", await AssetDirectory.open(link, config.serviceName), (open) => open.close());
    const pool = resources.use("workers", await openComputePool(config.workers, featuresMetrics), (open) => open.close());
    const history = await FeatureHistory.open(store);
    const spectra = await KeptSpectra.open(store, config.spectraPerPoint);
    const rule = { intervalNs: BigInt(config.spectraIntervalMs * NS_PER_MS), changeRatio: config.spectraChangeRatio };
    const keeper = new SpectrumKeeper(rule, spectra, featuresMetrics);
    const archive = resources.use("archive", connectWaveformArchive(config.ingestAddress), (open) => open.close());
    const twins = new TwinShelf(archive, pool);
    const sweeps = await openFeatureRetention(config, base, { directory, history, spectra, featuresMetrics });
    return { ...base, sweeps, directory, pool, history, spectra, keeper, archive, twins, featuresMetrics };
  } catch (error) {
    await resources.close();
    throw error;
  }
}
