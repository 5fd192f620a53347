import { type AssetRef, assetRef, type PastOrder } from "@phm/domain";
import type { FileRecord } from "./record-kind.js";

/**
 * The past work order that a record of kind `work-orders` states, at a site.
 * @throws InvalidValue for an asset whose name is no id
 */
export function pastOrderOf({ fields }: FileRecord, { organisation, site }: Pick<AssetRef, "organisation" | "site">): PastOrder {
  const { asset, reported, started, finished, ...rest } = fields;
  const times = Object.entries({ reportedNs: reported, startedNs: started, finishedNs: finished });
  return {
    ref: assetRef(organisation, site, String(asset)),
    ...(rest as unknown as Omit<PastOrder, "ref">),
    ...Object.fromEntries(times.filter(([, value]) => value !== undefined)),
  };
}
