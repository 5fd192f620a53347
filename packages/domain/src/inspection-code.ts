import type { OrganisationId, SiteId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";

declare const brand: unique symbol;
/** Names an inspection point or route within its site, for good: it is printed on labels. */
export type InspectionCode = string & { readonly [brand]: "InspectionCode" };

/** Which point or route, and whose. */
export interface InspectionKey {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly code: InspectionCode;
}

const MAX_CODE = 40;
/** One way to write each code, short enough for a small label, and nothing that means something in a key or an address. */
const FORM = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** @throws InvalidValue naming the field unless it is 1 to 40 capitals and digits in groups that are joined by `-` */
export function inspectionCode(value: unknown, field = "code"): InspectionCode {
  if (typeof value === "string" && value.length <= MAX_CODE && FORM.test(value)) return value as InspectionCode;
  throw new InvalidValue(field, value, `1 to ${MAX_CODE} capitals and digits in groups joined by -, such as P3-DE`, "bad_code");
}

/** What the label of a point says to a camera: an address that stays, whatever host serves it. */
export function pointAddress({ site, code }: Pick<InspectionKey, "site" | "code">): string {
  return `phm:point/${encodeURIComponent(site)}/${code}`;
}
