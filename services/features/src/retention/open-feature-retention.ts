import { NS_PER_MS } from "@phm/domain";
import { type AssetDirectory, type BaseContext, PeriodicRound, SweepLog } from "@phm/service-kit";
import type { FeaturesConfig } from "../config.js";
import type { FeatureHistory } from "../history/feature-history.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { KeptSpectra } from "../spectra/kept-spectra.js";
import { FeatureRetention } from "./feature-retention.js";
import { connectRetention } from "./ingest-retention.js";

export interface FeatureRetentionStores {
  readonly directory: AssetDirectory;
  readonly history: FeatureHistory;
  readonly spectra: KeptSpectra;
  readonly featuresMetrics: FeaturesMetrics;
}

/** Keeps spectra and features within their sites' policies, in rounds that go on beside everything else. @returns what was deleted */
export async function openFeatureRetention(
  { ingestAddress, retentionIntervalMs }: FeaturesConfig,
  { store, logger, resources }: BaseContext,
  { directory, history, spectra, featuresMetrics }: FeatureRetentionStores,
): Promise<SweepLog> {
  const log = await SweepLog.open(store);
  const stores = [spectra.kept(), history.buckets.kept(), history.rollUps.kept()];
  const retention = new FeatureRetention({
    ...{ stores, directory, log, logger },
    source: resources.use("policies and pins", connectRetention(ingestAddress), (open) => open.close()),
    overCount: (key) => spectra.overCount(key),
    nowNs: () => BigInt(Date.now()) * NS_PER_MS,
    swept: (name, documents) => featuresMetrics.swept(name, documents),
  });
  const failure = "a round of retention failed";
  const rounds = new PeriodicRound({ everyMs: retentionIntervalMs, round: (signal) => retention.run(signal), failure, logger });
  void resources.use("retention", rounds, (running) => running.stop()).start();
  return log;
}
