import { FeatureService, LINK_STREAMS, TwinService } from "@phm/contracts";
import { chainService, defineService, linkTopology, type Service, sweepService } from "@phm/service-kit";
import { computeFeatures } from "./compute/compute-features.js";
import { type FeaturesConfig, settings } from "./config.js";
import { createContext, type FeaturesContext } from "./context.js";
import { compareWithTwin } from "./rpc/compare-with-twin.js";
import { computeFeatureVector } from "./rpc/compute-feature-vector.js";
import { computeSpectrum } from "./rpc/compute-spectrum.js";
import { computeWaterfall } from "./rpc/compute-waterfall.js";
import { getFeatureSchema } from "./rpc/get-feature-schema.js";
import { getFeatureSummary } from "./rpc/get-feature-summary.js";
import { getSpectrum } from "./rpc/get-spectrum.js";
import { getTwin } from "./rpc/get-twin.js";
import { listSpectra } from "./rpc/list-spectra.js";
import { queryFeatures } from "./rpc/query-features.js";
import { tryFault } from "./rpc/try-fault.js";

/** Messages in hand while every worker computes: as many again are being stored or published. */
const MIN_IN_FLIGHT = 16;

export function createFeatures(config: FeaturesConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    (context) => ({
      publishes: [linkTopology(LINK_STREAMS.features)],
      grpc: [featureService(context), twinService(context), sweepService(context.sweeps)],
      consumes: {
        topology: [linkTopology(LINK_STREAMS.acquisition)],
        handle: computeFeatures({ ...context, metrics: context.featuresMetrics }),
        maxInFlight: Math.max(MIN_IN_FLIGHT, 2 * config.workers),
      },
    }),
  );
}

function featureService({ history, spectra, archive, directory, pool, featuresMetrics }: FeaturesContext) {
  return defineService(FeatureService, {
    queryFeatures: queryFeatures(history),
    getFeatureSummary: getFeatureSummary(history),
    getFeatureSchema: getFeatureSchema(),
    listSpectra: listSpectra(spectra),
    getSpectrum: getSpectrum(spectra),
    computeSpectrum: computeSpectrum(archive, pool, featuresMetrics),
    computeWaterfall: computeWaterfall(archive, pool, featuresMetrics),
    computeFeatureVector: computeFeatureVector({ archive, directory, pool, metrics: featuresMetrics }),
  });
}

function twinService({ archive, twins, pool, featuresMetrics }: FeaturesContext) {
  return defineService(TwinService, {
    getTwin: getTwin(twins, featuresMetrics),
    compareWithTwin: compareWithTwin(archive, twins, pool, featuresMetrics),
    tryFault: tryFault(twins, pool, featuresMetrics),
  });
}
