import { type AssetRef, assetRef, InvalidValue, parseTimeNs, type TimeNs } from "@phm/domain";

/** What every export has. */
export interface ExportOptions {
  readonly organisation: string;
  readonly site: string;
  /** RFC 3339, included. */
  readonly from?: string;
  /** RFC 3339, not included. */
  readonly to?: string;
  readonly out: string;
}

/** Of what, and from when to when; 0n is open, as the services' RPCs have it. */
export interface ExportRange {
  readonly ref: AssetRef;
  readonly fromNs: TimeNs;
  readonly toNs: TimeNs;
}

/** @throws InvalidValue naming the option that is malformed, or a range that ends before it begins */
export function exportRange(asset: string, { organisation, site, from, to }: ExportOptions): ExportRange {
  const fromNs = from === undefined ? 0n : parseTimeNs(from, "--from");
  const toNs = to === undefined ? 0n : parseTimeNs(to, "--to");
  if (toNs !== 0n && toNs <= fromNs) throw new InvalidValue("--to", to, `after --from, ${from}`);
  return { ref: assetRef(organisation, site, asset), fromNs, toNs };
}
