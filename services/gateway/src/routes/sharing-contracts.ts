import { assetId, NS_PER_MS, organisationId, parseTimeNs, siteId, type TimeNs } from "@phm/domain";
import type { Request } from "express";
import type { z } from "zod";
import { operation } from "../api/operation.js";
import { listOf, organisation, page } from "../api/parameters.js";
import { principalOf } from "../identity/principal.js";
import { organisationOf, pageOf } from "../request-parameters.js";
import { newSharingContract, sharingContract } from "../schemas/sharing-contracts.js";
import type { AssetSelection, Horizon } from "../sharing/sharing-contract.js";
import { sharingContractView } from "../views/sharing-contract-view.js";

const MAX_PAGE = 500;
const TAG = "Sharing";
/** Who makes a contract where the API asks nobody who they are. */
const UNNAMED = "open";

type NewContract = z.infer<typeof newSharingContract>;

/** What an owner shares with equipment makers: contracts, which only an administrator of the owner makes and ends. */
export const sharingContractOperations = [
  operation({
    id: "listSharingContracts",
    method: "get",
    path: "/sharing-contracts",
    demand: "administer",
    tag: TAG,
    summary: "What is shared with others, from the contract made last",
    query: { organisation, ...page(MAX_PAGE) },
    answer: listOf(sharingContract),
    handle: async ({ contracts }, { request }) => {
      const found = await contracts.list({ owner: ownerOf(request) }, pageOf(request, MAX_PAGE));
      return { items: found.contracts.map(({ contract }) => sharingContractView(contract, nowNs())), nextCursor: found.nextCursor };
    },
  }),
  operation({
    id: "makeSharingContract",
    method: "post",
    path: "/sharing-contracts",
    demand: "administer",
    tag: TAG,
    summary: "Shares data of machines with an equipment maker",
    description: "Terms are never changed: who wants others makes another contract, which then counts alone, and ends this one.",
    query: { organisation },
    body: newSharingContract,
    status: 201,
    answer: sharingContract,
    handle: async ({ contracts }, { body, request }) => {
      const made = await contracts.make({
        ...{ owner: ownerOf(request), oem: organisationId(body.oem), madeBy: principalOf(request)?.id ?? UNNAMED, madeNs: nowNs() },
        ...{ assets: selectionOf(body.assets), grants: body.grants, horizon: horizonOf(body.horizon) },
        expiresNs: parseTimeNs(body.expires, "expires"),
      });
      return sharingContractView(made.contract, nowNs());
    },
  }),
  operation({
    id: "getSharingContract",
    method: "get",
    path: "/sharing-contracts/:id",
    demand: "administer",
    tag: TAG,
    summary: "One sharing contract",
    query: { organisation },
    answer: sharingContract,
    handle: async ({ contracts }, { params, request }) => {
      const { contract } = await contracts.get(params.id ?? "", { owner: ownerOf(request) });
      return sharingContractView(contract, nowNs());
    },
  }),
  operation({
    id: "revokeSharingContract",
    method: "post",
    path: "/sharing-contracts/:id/revoke",
    demand: "administer",
    tag: TAG,
    summary: "Ends a sharing contract for good",
    description: "It shows nothing within a second, on open streams too. One that is ended already stays as it is.",
    query: { organisation },
    answer: sharingContract,
    handle: async ({ contracts }, { params, request }) => {
      const by = principalOf(request)?.id ?? UNNAMED;
      const { contract } = await contracts.revoke(params.id ?? "", ownerOf(request), by, nowNs());
      return sharingContractView(contract, nowNs());
    },
  }),
];

const ownerOf = (request: Request) => organisationId(organisationOf(request));
const nowNs = (): TimeNs => BigInt(Date.now()) * NS_PER_MS;

function selectionOf(assets: NewContract["assets"]): AssetSelection {
  if (assets.by === "model") return assets;
  return { by: "list", assets: assets.assets.map(({ site, asset }) => ({ site: siteId(site), asset: assetId(asset) })) };
}

function horizonOf({ from, until, delayS }: NewContract["horizon"]): Horizon {
  return {
    ...(from !== undefined && { fromNs: parseTimeNs(from, "horizon.from") }),
    ...(until !== undefined && { untilNs: parseTimeNs(until, "horizon.until") }),
    delayS,
  };
}
