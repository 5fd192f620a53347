import { type AssetRef, assetRef } from "@phm/domain";
import type { Collection, Where } from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";

/**
 * Every machine that has an acquisition in the archive, in order of organisation, site and asset. Each costs a jump in the index.
 * @param after the walk goes on behind this machine, which need not be there any more
 */
export async function* archivedMachines(index: Collection<ArchivedAcquisition>, after?: AssetRef): AsyncGenerator<AssetRef> {
  for (let last = after; ; ) {
    const next = await nextMachine(index, last);
    if (!next) return;
    yield next;
    last = next;
  }
}

async function nextMachine(index: Collection<ArchivedAcquisition>, last: AssetRef | undefined): Promise<AssetRef | undefined> {
  for (const where of placesAfter(last)) {
    const { items } = await index.query({ where, sort: BY_MACHINE, limit: 1 });
    const [found] = items;
    if (found) return assetRef(found.value.organisation, found.value.site, found.value.asset);
  }
  return undefined;
}

const BY_MACHINE = (["organisation", "site", "asset", "startTimeNs"] as const).map((field) => ({ field, direction: "asc" as const }));

function placesAfter(last: AssetRef | undefined): Where[] {
  if (!last) return [{}];
  const { organisation, site, asset } = last;
  return [{ organisation, site, asset: { gt: asset } }, { organisation, site: { gt: site } }, { organisation: { gt: organisation } }];
}
