import { assetId, organisationId, siteId, storedTime } from "@phm/domain";
import type { CollectionSpec } from "@phm/service-kit";
import type { AssetSelection, Grant, SharingContract } from "./sharing-contract.js";

type StoredSelection =
  | { readonly by: "list"; readonly assets: readonly { readonly site: string; readonly asset: string }[] }
  | Extract<AssetSelection, { by: "model" }>;

/** A contract as it is kept: its times as texts, so that their order is the order of times. */
export type StoredContract = {
  readonly owner: string;
  readonly oem: string;
  readonly assets: StoredSelection;
  readonly grants: readonly {
    readonly dataClass: Grant["dataClass"];
    readonly fields?: readonly string[];
    readonly resolution: Grant["resolution"];
  }[];
  readonly fromNs?: string;
  readonly untilNs?: string;
  readonly delayS: number;
  readonly expiresNs: string;
  readonly madeBy: string;
  readonly madeNs: string;
  readonly revoked?: { readonly by: string; readonly timeNs: string };
};

export const CONTRACT_COLLECTION: CollectionSpec = {
  name: "sharing_contracts",
  indexes: [
    { name: "by_owner", fields: ["owner", "madeNs"] },
    { name: "by_oem", fields: ["oem", "madeNs"] },
    { name: "in_force", fields: ["oem", "owner", "expiresNs"] },
  ],
};

export function contractToStored({ id: _, owner, oem, assets, grants, horizon, ...rest }: SharingContract): StoredContract {
  const { fromNs, untilNs, delayS } = horizon;
  const { expiresNs, madeBy, madeNs, revoked } = rest;
  return {
    ...{ owner, oem, assets, grants, delayS, madeBy },
    ...(fromNs !== undefined && { fromNs: storedTime(fromNs) }),
    ...(untilNs !== undefined && { untilNs: storedTime(untilNs) }),
    ...{ expiresNs: storedTime(expiresNs), madeNs: storedTime(madeNs) },
    ...(revoked && { revoked: { by: revoked.by, timeNs: storedTime(revoked.timeNs) } }),
  };
}

export function contractFromStored(id: string, stored: StoredContract): SharingContract {
  const { owner, oem, assets, grants, fromNs, untilNs, delayS, expiresNs, madeBy, madeNs, revoked } = stored;
  return {
    ...{ id, owner: organisationId(owner), oem: organisationId(oem), grants, madeBy },
    assets:
      assets.by === "model"
        ? assets
        : { by: "list", assets: assets.assets.map(({ site, asset }) => ({ site: siteId(site), asset: assetId(asset) })) },
    horizon: {
      ...(fromNs !== undefined && { fromNs: BigInt(fromNs) }),
      ...(untilNs !== undefined && { untilNs: BigInt(untilNs) }),
      delayS,
    },
    ...{ expiresNs: BigInt(expiresNs), madeNs: BigInt(madeNs) },
    ...(revoked && { revoked: { by: revoked.by, timeNs: BigInt(revoked.timeNs) } }),
  };
}
