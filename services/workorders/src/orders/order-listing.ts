import {
  type AssetId,
  assetKey,
  formatTimeNs,
  InvalidValue,
  type OrganisationId,
  type SiteId,
  storedTime,
  TIERS,
  type Tier,
  type TimeNs,
  WORK_ORDER_SORTS,
  type WorkOrder,
  type WorkOrderSort,
  type WorkOrderState,
} from "@phm/domain";
import type { IndexSpec, Query, SortKey, Where } from "@phm/service-kit";

/** Which orders, in which order. All that is given must hold. */
export interface OrderListing {
  readonly organisation: OrganisationId;
  readonly site?: SiteId;
  /** Given with its site. */
  readonly asset?: AssetId;
  readonly state?: WorkOrderState;
  /** Only what has not ended; not with a state. */
  readonly onlyStanding?: boolean;
  /** Only in a list by `due` or `urgency`. */
  readonly tier?: Tier;
  /** Only in a list by `due`, or where a tier is given. */
  readonly dueBeforeNs?: TimeNs;
  /** `opened` where not given; any other needs a site. */
  readonly sort?: WorkOrderSort;
}

/** Text order is the order of urgency: the tier's rank from `act_now` on, then the due date. */
export function urgencyKey({ tier, dueNs }: Pick<WorkOrder, "tier" | "dueNs">): string {
  return `${rankOf(tier)}${storedTime(dueNs)}`;
}

const rankOf = (tier: Tier): number => TIERS.length - 1 - TIERS.indexOf(tier);

const SORTS: Readonly<Record<WorkOrderSort, SortKey>> = {
  opened: { field: "openedNs", direction: "desc" },
  updated: { field: "updatedNs", direction: "desc" },
  due: { field: "dueNs", direction: "asc" },
  urgency: { field: "urgency", direction: "asc" },
};

/** What narrows a list beside its place, each by an index of its own. */
const NARROWED = [[], ["standing"], ["state"]] as const;

/**
 * An index for every list: first what is equal in it, then what it is sorted by. The orders of one machine are few: they are narrowed
 * while they are read, and their index has one field for the place, so that no engine takes one of a site's for them.
 */
export const LIST_INDEXES: readonly IndexSpec[] = [
  { name: "by_organisation", fields: ["organisation", "openedNs"] },
  { name: "by_standing", fields: ["organisation", "standing", "openedNs"] },
  { name: "by_state", fields: ["organisation", "state", "openedNs"] },
  ...NARROWED.flatMap((fields) => sorted(["by_site", ...fields].join("_"), ["organisation", "site", ...fields])),
  ...sorted("by_asset", ["machine"]),
];

function sorted(name: string, fields: readonly string[]): IndexSpec[] {
  return WORK_ORDER_SORTS.map((sort) => ({
    name: sort === "opened" ? name : `${name}_${sort}`,
    fields: [...fields, SORTS[sort].field],
  }));
}

/** @throws InvalidValue for a list that no index serves, and for what contradicts itself */
export function orderQuery(listing: OrderListing): Pick<Query, "where" | "sort"> {
  const { state, onlyStanding, tier } = listing;
  checkListing(listing);
  // Of one tier the order of urgency is that of the due dates.
  const sort = tier === undefined ? SORTS[listing.sort ?? "opened"] : SORTS.urgency;
  return {
    where: { ...placeOf(listing), ...(state ? { state } : {}), ...(onlyStanding ? { standing: true } : {}), ...dueRange(listing) },
    sort: [sort],
  };
}

function placeOf({ organisation, site, asset }: OrderListing): Where {
  if (site === undefined) return { organisation };
  return asset === undefined ? { organisation, site } : { machine: assetKey({ organisation, site, asset }) };
}

function dueRange({ tier, dueBeforeNs }: OrderListing): Where {
  if (tier === undefined) return dueBeforeNs === undefined ? {} : { dueNs: { lt: storedTime(dueBeforeNs) } };
  const rank = rankOf(tier);
  return { urgency: { gte: `${rank}`, lt: dueBeforeNs === undefined ? `${rank + 1}` : urgencyKey({ tier, dueNs: dueBeforeNs }) } };
}

function checkListing({ site, asset, state, onlyStanding, tier, dueBeforeNs, sort = "opened" }: OrderListing): void {
  if (asset !== undefined && site === undefined) throw new InvalidValue("site", site, "given together with the asset");
  if (state !== undefined && onlyStanding) throw new InvalidValue("onlyStanding", onlyStanding, "left out where a state is given");
  if (sort !== "opened" && site === undefined) throw new InvalidValue("sort", sort, "opened, or given together with a site");
  if (tier !== undefined && sort !== "due" && sort !== "urgency")
    throw new InvalidValue("tier", tier, "given only with the sort due or urgency");
  if (dueBeforeNs !== undefined && sort !== "due" && tier === undefined)
    throw new InvalidValue("dueBefore", formatTimeNs(dueBeforeNs), "given only with the sort due, or with a tier");
}
