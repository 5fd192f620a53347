import { type AssetId, addSeconds, type OrganisationId, type SiteId, type TimeNs } from "@phm/domain";

/** What of a machine's data can be shared apart from the rest. */
export const DATA_CLASSES = ["waveform", "spectrum", "feature", "reading", "condition", "remaining_life", "work_order_status"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** How fine values in time may be: as measured, or one for each hour or day. From the finest. */
export const RESOLUTIONS = ["raw", "hour", "day"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** What of one data class is shown. */
export interface Grant {
  readonly dataClass: DataClass;
  /** The only fields of it that are shown. Absent: all. */
  readonly fields?: readonly string[];
  readonly resolution: Resolution;
}

/** The machines that a contract is about: named one by one, or all of a maker's model, those that come later too. */
export type AssetSelection =
  | { readonly by: "list"; readonly assets: readonly { readonly site: SiteId; readonly asset: AssetId }[] }
  | { readonly by: "model"; readonly manufacturer: string; readonly model: string };

/** From when to when data were measured that may be seen, and how long after measuring at the earliest. */
export interface Horizon {
  /** Absent: from the first. */
  readonly fromNs?: TimeNs;
  /** Not included. Absent: without end. */
  readonly untilNs?: TimeNs;
  /** Seconds; 0 shows what is measured now. */
  readonly delayS: number;
}

/** What an owner lets an equipment maker see of some machines, and until when. Nothing is shared without one. */
export interface SharingContract {
  readonly id: string;
  readonly owner: OrganisationId;
  readonly oem: OrganisationId;
  readonly assets: AssetSelection;
  /** One a data class at most. A class without a grant is not shown. */
  readonly grants: readonly Grant[];
  readonly horizon: Horizon;
  /** From then on it shows nothing. */
  readonly expiresNs: TimeNs;
  readonly madeBy: string;
  readonly madeNs: TimeNs;
  /** Present once the owner has ended it; it cannot begin again. */
  readonly revoked?: { readonly by: string; readonly timeNs: TimeNs };
}

/** A machine as contracts select it. */
export interface SharedAsset {
  readonly site: SiteId;
  readonly asset: AssetId;
  /** As the owner's register has them. */
  readonly manufacturer?: string;
  readonly model?: string;
}

/** Whether a contract shows anything at this moment. */
export function isInForce({ revoked, expiresNs, madeNs }: SharingContract, nowNs: TimeNs): boolean {
  return revoked === undefined && madeNs <= nowNs && nowNs < expiresNs;
}

/** Whether a contract is about a machine. A model is compared without regard to case and outer spaces, as people write it. */
export function isAbout({ assets }: SharingContract, of: SharedAsset): boolean {
  if (assets.by === "list") return assets.assets.some(({ site, asset }) => site === of.site && asset === of.asset);
  return isSameName(assets.manufacturer, of.manufacturer) && isSameName(assets.model, of.model);
}

/** The last moment of measurement, not included, that a horizon shows now. */
export function shownUntil({ untilNs, delayS }: Horizon, nowNs: TimeNs): TimeNs {
  const latestNs = addSeconds(nowNs, -delayS);
  return untilNs !== undefined && untilNs < latestNs ? untilNs : latestNs;
}

function isSameName(a: string, b: string | undefined): boolean {
  return b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
}
