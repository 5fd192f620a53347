import { formatTimeNs, type OrganisationId, type TimeNs } from "@phm/domain";
import type { z } from "zod";
import type { sharedMachine } from "../schemas/shared.js";
import { permits } from "./permission.js";
import type { SharingContext } from "./shared-asset.js";
import { DATA_CLASSES, type SharedAsset, type SharingContract } from "./sharing-contract.js";

/** A machine that is shown, with a text that sorts as the list does. */
export interface ListedMachine {
  readonly key: string;
  readonly machine: z.infer<typeof sharedMachine>;
}

/** Every machine of which something is shown to an equipment maker now, by owner, site and asset. */
export async function sharedMachines(context: SharingContext, oem: OrganisationId, nowNs: TimeNs): Promise<ListedMachine[]> {
  const contracts = await context.contracts.inForceFor(oem, nowNs);
  const listed: ListedMachine[] = [];
  for (const owner of new Set(contracts.map((contract) => contract.owner))) {
    const ofOwner = contracts.filter((contract) => contract.owner === owner);
    for (const of of await selectedBy(context, ofOwner, owner)) {
      const grants = grantsOf(ofOwner, { owner, oem, of }, nowNs);
      const { site, asset } = of;
      if (grants.length > 0) listed.push({ key: `${owner}/${site}/${asset}`, machine: { owner, site, asset, grants } });
    }
  }
  return listed.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The machines that contracts of one owner may be about, each once; all of the owner's where one selects by model. */
async function selectedBy({ machineModels }: SharingContext, contracts: readonly SharingContract[], owner: OrganisationId) {
  const found = new Map<string, SharedAsset>();
  for (const { assets } of contracts)
    if (assets.by === "list") for (const each of assets.assets) found.set(`${each.site}/${each.asset}`, each);
  if (contracts.some(({ assets }) => assets.by === "model")) {
    for await (const each of machineModels.all(owner)) found.set(`${each.site}/${each.asset}`, each);
  }
  return found.values();
}

function grantsOf(
  contracts: readonly SharingContract[],
  question: { readonly owner: OrganisationId; readonly oem: OrganisationId; readonly of: SharedAsset },
  nowNs: TimeNs,
) {
  return DATA_CLASSES.flatMap((dataClass) => {
    const permission = permits(contracts, { ...question, dataClass }, nowNs);
    if (!permission) return [];
    const { contract, fields, fromNs, untilNs, resolution } = permission;
    return {
      dataClass,
      contract,
      ...(fields && { fields: [...fields] }),
      resolution,
      ...(fromNs !== undefined && { from: formatTimeNs(fromNs) }),
      until: formatTimeNs(untilNs),
    };
  });
}
