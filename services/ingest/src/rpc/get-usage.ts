import { criticalityCodec, type RetentionService } from "@phm/contracts";
import { forecastStorage } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { ArchiveUsage, TierUsage } from "../retention/machine-usage.js";
import type { RetentionPolicies } from "../retention/retention-policies.js";
import { siteOf } from "./site-of.js";

type GetUsage = MethodHandler<(typeof RetentionService)["method"]["getUsage"]>;

export function getUsage(policies: RetentionPolicies, usage: ArchiveUsage): GetUsage {
  return async (request) => {
    const site = siteOf(request);
    const { waveformBudgetBytes: budgetBytes } = (await policies.get(site)).policy;
    const { tiers, bytes, countedNs } = await usage.ofSite(site);
    const forecast = forecastStorage(await usage.grown(site), budgetBytes);
    return {
      tiers: tiers.map(tierToWire),
      countedNs,
      ...(budgetBytes === undefined ? {} : { budgetBytes: BigInt(budgetBytes) }),
      overBudgetBytes: BigInt(Math.max(0, bytes - (budgetBytes ?? bytes))),
      ...(forecast.bytesPerDay === null ? {} : { bytesPerDay: forecast.bytesPerDay }),
      ...(forecast.fullInDays === null ? { noForecastReason: forecast.reason } : { fullInDays: forecast.fullInDays }),
    };
  };
}

function tierToWire({ criticality, machines, acquisitions, bytes, pinnedAcquisitions, pinnedBytes }: TierUsage) {
  return {
    criticality: criticalityCodec.toWire(criticality),
    ...{ machines: BigInt(machines), acquisitions: BigInt(acquisitions), bytes: BigInt(bytes) },
    ...{ pinnedAcquisitions: BigInt(pinnedAcquisitions), pinnedBytes: BigInt(pinnedBytes) },
  };
}
