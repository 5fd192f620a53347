import { type AssetRef, storedTime, type TimeNs } from "@phm/domain";
import { ServiceError } from "../errors/service-error.js";
import type { Collection, CollectionSpec, DocumentStore, Page, Stored } from "../store/index.js";
import { retryOnConflict } from "../store/retry-on-conflict.js";

/** Why something was deleted: past its time, one of several of its stretch, no room, no place, referred to by nobody. */
export type SweepRule = "expired" | "thinned" | "over_budget" | "over_count" | "unclaimed";

/** What a sweep deletes of. */
export type SweptStore = "waveforms" | "spectra" | "raw_features" | "hourly_features" | "daily_features" | "checkpoints";

export type SweptItem = {
  /** Of the acquisition, or of the stored document. */
  readonly id: string;
  readonly startTimeNs: string;
  readonly bytes: number;
  readonly rule: SweepRule;
  readonly deleted: boolean;
};

/** What one sweep takes of one machine: on record before anything is deleted, and ended when all of it is decided. */
export type StoredSweep = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly store: SweptStore;
  readonly startedNs: string;
  readonly finished: boolean;
  readonly items: readonly SweptItem[];
  /** What proves that nothing is lost: all items began before it, and none of the references is to one of them. */
  readonly settledBeforeNs: string;
  readonly references: number;
};

const SWEEP_COLLECTION: CollectionSpec = {
  name: "sweeps",
  indexes: [
    { name: "by_site", fields: ["organisation", "site", "startedNs"] },
    { name: "by_finished", fields: ["finished", "startedNs"] },
  ],
};

export interface SweepPlan extends Pick<StoredSweep, "store" | "references"> {
  readonly ref: AssetRef;
  readonly startedNs: TimeNs;
  readonly settledBeforeNs: TimeNs;
  /** At least one, at most `MAX_SWEPT_ITEMS`. */
  readonly items: readonly Omit<SweptItem, "deleted">[];
}

/** What one document holds with room to spare. */
export const MAX_SWEPT_ITEMS = 200;

/** What retention deleted, by which rule, and why it could. */
export class SweepLog {
  private constructor(private readonly sweeps: Collection<StoredSweep>) {}

  static async open(store: DocumentStore): Promise<SweepLog> {
    return new SweepLog(await store.collection<StoredSweep>(SWEEP_COLLECTION));
  }

  /** Notes what is to be deleted. */
  async begin({ ref, store, startedNs, settledBeforeNs, references, items }: SweepPlan): Promise<Stored<StoredSweep>> {
    const { organisation, site, asset } = ref;
    const times = { startedNs: storedTime(startedNs), settledBeforeNs: storedTime(settledBeforeNs) };
    const undone = items.map((item) => ({ ...item, deleted: false }));
    const id = `${organisation}:${site}:${times.startedNs}:${asset}:${store}:${items[0]?.id}`;
    return this.sweeps.insert(id, { organisation, site, asset, store, references, finished: false, ...times, items: undone });
  }

  /** @param deleted for each item, whether it is gone */
  async end(id: string, deleted: readonly boolean[]): Promise<StoredSweep> {
    return retryOnConflict(async () => {
      const stored = await this.sweeps.get(id);
      if (!stored) throw new ServiceError("not_found", `there is no sweep ${id}`);
      const items = stored.value.items.map((item, at) => ({ ...item, deleted: item.deleted || deleted[at] === true }));
      return (await this.sweeps.put(id, { ...stored.value, items, finished: true }, stored.version)).value;
    });
  }

  /** What was begun before a time and has not ended. */
  async unfinished(beforeNs: TimeNs, limit: number): Promise<readonly Stored<StoredSweep>[]> {
    const where = { finished: false, startedNs: { lt: storedTime(beforeNs) } };
    return (await this.sweeps.query({ where, limit })).items;
  }

  /** Of a site, newest first. */
  async list(
    { organisation, site }: Pick<AssetRef, "organisation" | "site">,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<StoredSweep>> {
    return this.sweeps.query({ where: { organisation, site }, sort: [{ field: "startedNs", direction: "desc" }], ...page });
  }
}

/** Of what a sweep has deleted. */
export function sweptBytes({ items }: Pick<StoredSweep, "items">): number {
  return items.reduce((total, { bytes, deleted }) => total + (deleted ? bytes : 0), 0);
}
