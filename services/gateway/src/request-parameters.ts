import {
  type AssetRef,
  assetRef,
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  InvalidValue,
  type Language,
  organisationId,
  parseTimeNs,
  type TimeNs,
} from "@phm/domain";
import type { Request } from "express";
import { principalOf } from "./identity/principal.js";
import { sharedOf, shownRange } from "./sharing/shared-request.js";

/** One value of a query parameter; a parameter given twice is refused rather than guessed at. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new InvalidValue(name, JSON.stringify(value), "given once, as text");
}

/** The organisation of who asks, or, of an equipment maker that asks for what is shared, that of the owner; where the API asks for no keys, that of the query (default: `default`). */
export function organisationOf(request: Request) {
  const shared = sharedOf(request);
  if (shared) return shared.owner;
  return organisationId(principalOf(request)?.organisation ?? queryText(request, "organisation") ?? DEFAULT_ORGANISATION);
}

/** The asset of the path, in the organisation and site of the query (default: `default`). */
export function assetOf(request: Request): AssetRef {
  return assetRef(organisationOf(request), queryText(request, "site") ?? DEFAULT_SITE, request.params.asset);
}

export interface RangeParameters {
  readonly fromNs: TimeNs;
  readonly toNs: TimeNs;
  readonly limit: number;
  readonly cursor: string;
}

const OPEN = 0n;

/**
 * `from` (inclusive) and `to` (exclusive) as RFC 3339, `limit` up to `maxLimit`, and the cursor of the page before. Of what another organisation shares, no more than is
 * shown.
 */
export function rangeOf(request: Request, maxLimit: number): RangeParameters {
  const time = (name: string) => {
    const text = queryText(request, name);
    return text === undefined ? OPEN : parseTimeNs(text, name);
  };
  return { ...shownRange(request, { fromNs: time("from"), toNs: time("to") }), ...pageOf(request, maxLimit) };
}

export function pageOf(request: Request, maxLimit: number): Pick<RangeParameters, "limit" | "cursor"> {
  const text = queryText(request, "limit");
  const limit = text === undefined ? Math.min(100, maxLimit) : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) throw new InvalidValue("limit", text, `an integer from 1 to ${maxLimit}`);
  return { limit, cursor: queryText(request, "cursor") ?? "" };
}

/** The language of a page: as the query says, else as the browser does. */
export function languageOf(request: Request): Language {
  const asked = queryText(request, "lang");
  if (asked === "zh" || asked === "en") return asked;
  return request.acceptsLanguages("en", "zh") === "zh" ? "zh" : "en";
}
