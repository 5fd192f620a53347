import { type AssetId, type AssetRef, type OrganisationId, type PlannedStop, type SiteId, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, retryOnConflict, type Where } from "@phm/service-kit";

/** A stop with its times as stored texts; `asset` is empty where the whole site stops. */
export type StoredPlannedStop = {
  readonly id: string;
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly startNs: string;
  readonly endNs: string;
  readonly source: string;
  readonly note: string;
};

export const PLANNED_STOP_COLLECTION: CollectionSpec = {
  name: "planned_stops",
  indexes: [
    { name: "by_end", fields: ["organisation", "site", "endNs"] },
    { name: "by_start", fields: ["organisation", "site", "asset", "startNs"] },
  ],
};

/** Advice looks no further ahead than so many stops of a machine: a due date beyond them can be planned when it comes closer. */
const MAX_AHEAD = 50;

export interface StopPage {
  readonly stops: readonly PlannedStop[];
  readonly nextCursor?: string;
}

/** The planned stops of all sites, one document each. */
export class PlannedStops {
  constructor(private readonly stops: Collection<StoredPlannedStop>) {}

  /** Adds the stop or moves it. A planning system repeats itself, so the last word counts and the same word again changes nothing. */
  async put(stop: PlannedStop): Promise<void> {
    const id = documentId(stop.organisation, stop.site, stop.id);
    const next = toStored(stop);
    await retryOnConflict(async () => {
      const stored = await this.stops.get(id);
      if (stored && isSame(stored.value, next)) return;
      await this.stops.put(id, next, stored?.version ?? 0);
    });
  }

  /** @returns false where there was none */
  async remove(organisation: OrganisationId, site: SiteId, id: string): Promise<boolean> {
    return this.stops.delete(documentId(organisation, site, id));
  }

  /** Stops of the site that end after a time, by their end. */
  async list(organisation: OrganisationId, site: SiteId, afterNs: TimeNs, page: { limit: number; cursor?: string }): Promise<StopPage> {
    const where = { organisation, site, endNs: { gt: storedTime(afterNs) } };
    const { items, nextCursor } = await this.stops.query({ where, sort: [{ field: "endNs", direction: "asc" }], ...page });
    const stops = items.map(({ value }) => fromStored(value));
    return nextCursor === undefined ? { stops } : { stops, nextCursor };
  }

  /** The next stops of the asset, its site's included. */
  async ahead({ organisation, site, asset }: AssetRef, timeNs: TimeNs): Promise<PlannedStop[]> {
    const both = await Promise.all([
      this.#next({ organisation, site, asset }, timeNs),
      this.#next({ organisation, site, asset: "" }, timeNs),
    ]);
    return both.flat();
  }

  async #next(place: Where, timeNs: TimeNs): Promise<PlannedStop[]> {
    const where = { ...place, startNs: { gt: storedTime(timeNs) } };
    const { items } = await this.stops.query({ where, sort: [{ field: "startNs", direction: "asc" }], limit: MAX_AHEAD });
    return items.map(({ value }) => fromStored(value));
  }
}

function documentId(organisation: OrganisationId, site: SiteId, id: string): string {
  return `${organisation}:${site}:${id}`;
}

function toStored({ asset, startNs, endNs, ...stop }: PlannedStop): StoredPlannedStop {
  return { ...stop, asset: asset ?? "", startNs: storedTime(startNs), endNs: storedTime(endNs) };
}

function fromStored({ organisation, site, asset, startNs, endNs, ...stop }: StoredPlannedStop): PlannedStop {
  return {
    ...stop,
    organisation: organisation as OrganisationId,
    site: site as SiteId,
    ...(asset ? { asset: asset as AssetId } : {}),
    startNs: BigInt(startNs),
    endNs: BigInt(endNs),
  };
}

function isSame(a: StoredPlannedStop, b: StoredPlannedStop): boolean {
  return (Object.keys(b) as (keyof StoredPlannedStop)[]).every((field) => a[field] === b[field]);
}
