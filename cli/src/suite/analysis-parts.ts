import type { AnalysisParts } from "@phm/pipeline";
import { ServiceError } from "@phm/service-kit";
import type { ApiClient } from "./api-client.js";

/** What a running suite says of an asset, in the parts of an analysis line. @throws ServiceError not_found while nothing has been assessed. */
export async function analysisParts(api: ApiClient, asset: string): Promise<AnalysisParts> {
  const [assessment, { items: advisories }, workOrders] = await Promise.all([
    api.assessment(asset),
    api.advisories(asset),
    api.workOrders(asset),
  ]);
  if (!assessment) throw new ServiceError("not_found", `nothing has been assessed of ${asset}`);
  return { ...assessment, advisories, workOrders };
}
