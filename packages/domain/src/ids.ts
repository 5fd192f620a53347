import { InvalidValue } from "./invalid-value.js";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type OrganisationId = Branded<"OrganisationId">;
export type SiteId = Branded<"SiteId">;
export type AssetId = Branded<"AssetId">;
export type AcquisitionId = Branded<"AcquisitionId">;
export type PointId = Branded<"PointId">;

const MAX_ID_LENGTH = 128;
/** Characters that mean something in a broker subject, a path or a shell pattern, and white space of any kind. */
const FORBIDDEN = /[\s.*>/\\:\p{Cc}]/u;

/**
 * Checks a name that becomes part of subjects, keys and message ids.
 * @throws InvalidValue naming the field when it is empty, longer than 128 characters, or has one of `. * > / \ :`, white space or a control character.
 */
function parseId<Id extends string>(field: string, value: unknown): Id {
  if (typeof value !== "string" || value.length === 0) throw new InvalidValue(field, value, "a non-empty name");
  if (value.length > MAX_ID_LENGTH)
    throw new InvalidValue(field, `${value.slice(0, 20)}… (${value.length} characters)`, `at most ${MAX_ID_LENGTH} characters`);
  if (FORBIDDEN.test(value)) throw new InvalidValue(field, value, "a name without . * > / \\ : or white space");
  return value as Id;
}

export const organisationId = (value: unknown): OrganisationId => parseId("organisation", value);
export const siteId = (value: unknown): SiteId => parseId("site", value);
export const assetId = (value: unknown): AssetId => parseId("asset", value);
/** @param field how the sender knows the name, for the message when it is refused */
export const acquisitionId = (value: unknown, field = "acquisition"): AcquisitionId => parseId(field, value);
export const pointId = (value: unknown, field = "point"): PointId => parseId(field, value);

/** Where an asset lives. Every key, subject, message id and unique index starts with these, in this order. */
export interface AssetRef {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly asset: AssetId;
}

/** Used where a deployment names no organisation or site. */
export const DEFAULT_ORGANISATION = "default" as OrganisationId;
export const DEFAULT_SITE = "default" as SiteId;

export function assetRef(organisation: unknown, site: unknown, asset: unknown): AssetRef {
  return { organisation: organisationId(organisation), site: siteId(site), asset: assetId(asset) };
}

/** `org:site:asset`, the prefix of every key that belongs to an asset. */
export function assetKey(ref: AssetRef): string {
  return `${ref.organisation}:${ref.site}:${ref.asset}`;
}

/** `org:site:asset:acquisition`, the identity of an acquisition's content wherever it goes. */
export function acquisitionKey(ref: AssetRef, acquisition: AcquisitionId): string {
  return `${assetKey(ref)}:${acquisition}`;
}
