import { type JudgedOrder, type LifeCosts, type MaintenanceKpis, maintenanceKpis, NO_COSTS, withOrderCosts } from "@phm/advisory";
import { type AssetId, type AssetRef, assetKey, assetRef, type OrganisationId, type SiteId, storedTime, type TimeNs } from "@phm/domain";
import type { Collection, Query, Where } from "@phm/service-kit";
import { readRecord, type StoredOrder } from "../orders/stored-order.js";

/** Whose figures, and of which time. */
export interface KpiQuery {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  /** Only these machines. */
  readonly assets?: readonly AssetId[];
  readonly fromNs: TimeNs;
  readonly toNs: TimeNs;
}

export interface SiteKpis extends MaintenanceKpis {
  readonly machines: number;
}

const PAGE = 500;

/** Figures of maintenance from the orders on record. */
export class OrderKpis {
  constructor(
    private readonly orders: Collection<StoredOrder>,
    /** Assets of a site. */
    private readonly assets: { count(where: { readonly organisation: string; readonly site: string }): Promise<number> },
  ) {}

  async figures({ organisation, site, assets, fromNs, toNs }: KpiQuery): Promise<SiteKpis> {
    const machines = assets?.length ?? (await this.assets.count({ organisation, site }));
    const places: readonly Where[] = assets?.map((asset) => ({ machine: assetKey(assetRef(organisation, site, asset)) })) ?? [
      { organisation, site },
    ];
    const found = new Map<string, JudgedOrder>();
    for (const place of places) await this.#collect(place, fromNs, toNs, found);
    return { machines, ...maintenanceKpis([...found.values()], { fromNs, toNs, machines }) };
  }

  /** What the orders of a machine have cost so far. */
  async lifeCosts(ref: AssetRef): Promise<LifeCosts> {
    let costs = NO_COSTS;
    const ofMachine: Omit<Query, "limit"> = { where: { machine: assetKey(ref) }, sort: [{ field: "openedNs", direction: "desc" }] };
    for await (const { value } of this.#all(ofMachine)) costs = withOrderCosts(costs, readRecord(value));
    return costs;
  }

  /** Adds the orders of a place that count in a time. */
  async #collect(place: Where, fromNs: TimeNs, toNs: TimeNs, found: Map<string, JudgedOrder>): Promise<void> {
    // What had ended before the time has not been changed since: what has been changed since, and what stands, are all that count.
    const changed: Omit<Query, "limit"> = {
      where: { ...place, updatedNs: { gte: storedTime(fromNs) } },
      sort: [{ field: "updatedNs", direction: "desc" }],
    };
    const standing: Omit<Query, "limit"> = {
      where: { ...place, standing: true, openedNs: { lt: storedTime(toNs) } },
      sort: [{ field: "openedNs", direction: "desc" }],
    };
    for (const query of [changed, standing]) {
      for await (const { id, value } of this.#all(query)) if (value.openedNs < storedTime(toNs)) found.set(id, readRecord(value));
    }
  }

  async *#all(query: Omit<Query, "limit">) {
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.orders.query({ ...query, limit: PAGE, ...(cursor ? { cursor } : {}) });
      yield* items;
      cursor = nextCursor;
    } while (cursor !== undefined);
  }
}
