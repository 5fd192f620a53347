import type { OrganisationId, TimeNs } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { Request } from "express";
import type { AskedRoute } from "../audit/audit-entry.js";
import type { Permission } from "./permission.js";
import type { DataClass, Resolution } from "./sharing-contract.js";

/** What an operation shows of other organisations: data of one class of one machine; or several, and then it asks the contracts itself. */
export type Shares = DataClass | "several";

/** A request of an equipment maker for data of another organisation. It may pass as far as a contract says. */
export interface SharedRequest {
  readonly owner: OrganisationId;
  readonly oem: OrganisationId;
  readonly shares: Shares;
  /** As it is written: for the audit. */
  readonly route: AskedRoute;
}

const requests = new WeakMap<Request, SharedRequest>();
const permissions = new WeakMap<Request, Permission>();
/** Those whose times were held against the permission: an answer of another one does not leave. */
const held = new WeakSet<Request>();

/** @throws ServiceError not_found where two routes match that show different things: neither of them is meant */
export function setShared(request: Request, shared: SharedRequest): void {
  const before = requests.get(request);
  if (before && before.shares !== shared.shares) throw nothingShared();
  requests.set(request, shared);
}

/** Undefined for a request for data of the own organisation. */
export function sharedOf(request: Request): SharedRequest | undefined {
  return requests.get(request);
}

export function setPermission(request: Request, permission: Permission): void {
  permissions.set(request, permission);
}

export function permissionOf(request: Request): Permission | undefined {
  return permissions.get(request);
}

/** As for an organisation that there is not: nobody learns from the answer what there is. */
export function nothingShared(): ServiceError {
  return new ServiceError("not_found", "there is nothing of this organisation");
}

interface Range {
  readonly fromNs: TimeNs;
  /** 0: open. */
  readonly toNs: TimeNs;
}

/** A range of times of measurement as far as it is shown. @throws ServiceError not_found where nothing of it is */
export function shownRange<R extends Range>(request: Request, range: R): R {
  if (!sharedOf(request)) return range;
  const { fromNs: shownFromNs = 0n, untilNs } = requirePermission(request);
  const fromNs = later(range.fromNs, shownFromNs);
  const toNs = range.toNs !== 0n && range.toNs < untilNs ? range.toNs : untilNs;
  if (toNs <= fromNs) throw nothingShared();
  held.add(request);
  return { ...range, fromNs, toNs };
}

/** Of two bigints, which `Math.max` does not take. */
function later(a: TimeNs, b: TimeNs): TimeNs {
  if (a > b) return a;
  return b;
}

/** @throws ServiceError not_found for what was measured outside of what is shown */
export function requireShown(request: Request, timeNs: TimeNs): void {
  if (!sharedOf(request)) return;
  const { fromNs = 0n, untilNs } = requirePermission(request);
  if (timeNs < fromNs || timeNs >= untilNs) throw nothingShared();
  held.add(request);
}

/** For what has no time of measurement: a machine's characteristic frequencies. */
export function requireNoTime(request: Request): void {
  if (sharedOf(request)) requirePermission(request);
  held.add(request);
}

/** Whether the times of an answer were held against what is shown. */
export function isHeld(request: Request): boolean {
  return held.has(request);
}

const BUCKET_NS: Readonly<Record<Exclude<Resolution, "raw">, bigint>> = { hour: 3_600_000_000_000n, day: 86_400_000_000_000n };

/** A range of whole hours or days of UTC: one that is not over holds what is not shown yet. @throws ServiceError not_found without any */
export function coarserTo<R extends Range>(range: R, resolution: Resolution | undefined): R {
  if (resolution === undefined || resolution === "raw") return range;
  const size = BUCKET_NS[resolution];
  const [fromNs, toNs] = [((range.fromNs + size - 1n) / size) * size, (range.toNs / size) * size];
  if (toNs <= fromNs) throw nothingShared();
  return { ...range, fromNs, toNs };
}

function requirePermission(request: Request): Permission {
  const permission = permissions.get(request);
  if (!permission) throw nothingShared();
  return permission;
}
