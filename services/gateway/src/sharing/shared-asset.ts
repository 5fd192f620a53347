import { assetId, DEFAULT_SITE, NS_PER_MS, siteId, type TimeNs } from "@phm/domain";
import type { Request, RequestHandler } from "express";
import { auditShared } from "../audit/audit-access.js";
import type { GatewayContext } from "../context.js";
import { principalOf } from "../identity/principal.js";
import { queryText } from "../request-parameters.js";
import { type Permission, permits } from "./permission.js";
import { nothingShared, type SharedRequest, setPermission, sharedOf } from "./shared-request.js";
import type { DataClass, SharedAsset, SharingContract } from "./sharing-contract.js";

export type SharingContext = Pick<GatewayContext, "contracts" | "machineModels" | "audit">;

/**
 * Lets a request for another organisation's machine pass only where a contract shows something of it, and keeps what. The contracts are read
 * with every request: one that is ended shows nothing from the next look on, at whatever gateway. Where they cannot be read, nothing is shown.
 */
export function sharedAsset(context: GatewayContext): RequestHandler {
  return async (request, _response, next) => {
    const shared = sharedOf(request);
    if (shared && shared.shares !== "several") {
      const permission = await permissionFor(context, shared, request, shared.shares);
      await tell(context, shared, request, permission && { ...permission, dataClass: shared.shares });
      if (!permission) throw nothingShared();
      setPermission(request, permission);
    }
    next();
  };
}

/** Tells owner and equipment maker what is shown, before it is. @throws ServiceError unavailable where that cannot be written down */
export async function tell(
  { audit }: SharingContext,
  shared: SharedRequest,
  request: Request,
  permission: Parameters<typeof auditShared>[5],
): Promise<void> {
  const principal = principalOf(request);
  if (audit && principal) await auditShared(audit, principal, shared, shared.route, request, permission);
}

async function permissionFor(
  context: SharingContext,
  { owner, oem }: SharedRequest,
  request: Request,
  dataClass: DataClass,
): Promise<Permission | undefined> {
  const nowNs = timeNow();
  const contracts = await context.contracts.inForceBetween(owner, oem, nowNs);
  const asset = assetId(String(request.params.asset));
  const site = siteId(queryText(request, "site") ?? DEFAULT_SITE);
  const of = await machineOf(context, contracts, owner, { site, asset });
  return permits(contracts, { owner, oem, of, dataClass }, nowNs);
}

/** A machine as contracts select it; the register is asked only where one selects by model. */
export async function machineOf(
  { machineModels }: SharingContext,
  contracts: readonly SharingContract[],
  owner: SharedRequest["owner"],
  { site, asset }: SharedAsset,
): Promise<SharedAsset> {
  return contracts.some(({ assets }) => assets.by === "model") ? machineModels.of(owner, site, asset) : { site, asset };
}

export function timeNow(): TimeNs {
  return BigInt(Date.now()) * NS_PER_MS;
}
