import type { Request } from "express";
import type { Principal } from "../identity/principal.js";
import { queryText } from "../request-parameters.js";
import type { Permission } from "../sharing/permission.js";
import type { SharedRequest } from "../sharing/shared-request.js";
import type { AskedRoute, AuditEntry } from "./audit-entry.js";
import type { AuditLog } from "./audit-log.js";

const MAX_NAME = 200;

/**
 * Tells of a request of a person or program of the own organisation: a change before it is made, a look soon after, counted with others like it.
 * @throws ServiceError unavailable where it cannot be told
 */
export async function auditOwn(
  log: AuditLog,
  principal: Principal,
  route: AskedRoute,
  request: Request,
  isAllowed: boolean,
): Promise<void> {
  const entry = entryOf(principal, principal.organisation, route, request, isAllowed);
  if (isAllowed && route.method !== "get") await log.record(entry);
  else log.note(entry);
}

/** Tells of what another organisation is shown, before it is. @throws ServiceError unavailable where it cannot be told: then it is not shown */
export async function auditShared(
  log: AuditLog,
  principal: Principal,
  { owner }: SharedRequest,
  route: AskedRoute,
  request: Request,
  permission?: Pick<Permission, "contract"> & { readonly dataClass: string },
): Promise<void> {
  if (!permission) {
    // The owner is told of what it shares; who tries what is not shared is told of where it belongs, and makes no chain for names it thinks up.
    log.note(entryOf(principal, principal.organisation, route, request, false));
    return;
  }
  const { contract, dataClass } = permission;
  await log.record({ ...entryOf(principal, owner, route, request, true), contract, dataClass });
}

function entryOf(principal: Principal, owner: string, { method, path }: AskedRoute, request: Request, isAllowed: boolean): AuditEntry {
  const { asset } = request.params;
  const site = queryText(request, "site");
  return {
    time: new Date().toISOString(),
    who: principal.id,
    role: principal.role,
    organisation: principal.organisation,
    owner,
    what: `${method.toUpperCase()} ${path}`,
    ...(site !== undefined && { site: site.slice(0, MAX_NAME) }),
    ...(typeof asset === "string" && { asset: asset.slice(0, MAX_NAME) }),
    decision: isAllowed ? "allowed" : "refused",
    count: 1,
  };
}
