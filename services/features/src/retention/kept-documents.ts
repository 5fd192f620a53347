import { type AssetRef, assetRef, storedTime, type TimeNs } from "@phm/domain";
import type { Collection, JsonOf, SweptStore } from "@phm/service-kit";

/** What retention goes by in a document; `keptNs` is left out in documents from before it was noted, which are kept for good. */
export type KeptDocument = {
  /** `organisation:site:asset:…` */
  readonly key: string;
  /** When it was written last, by the wall clock, as a stored time. */
  readonly keptNs?: string;
};

/** The index that every such collection has. */
export const KEPT_INDEX = { name: "by_kept", fields: ["key", "keptNs"] };

/** What may be deleted, without its content. */
export interface SweepableDocument {
  readonly id: string;
  /** Whose evidence it would be; none for what sums up many. */
  readonly acquisitions: readonly string[];
  /** Start of the latest of what it tells of. */
  readonly timeNs: TimeNs;
  readonly bytes: number;
}

export interface KeptDocumentsOptions<T extends KeptDocument & JsonOf<T>> {
  readonly documents: Collection<T>;
  readonly store: (key: string) => SweptStore;
  readonly describe: (value: T) => Omit<SweepableDocument, "id">;
  /** Default: deletes the document alone. */
  readonly remove?: (id: string) => Promise<unknown>;
}

const PAGE = 200;

/** A store as retention sees it: keys, each of one machine, and under each what was kept when. */
export interface SweepableStore {
  /** What is deleted of, by the key or id of a document. */
  storeOf(key: string): SweptStore;
  keys(): AsyncIterable<string>;
  keptBefore(key: string, beforeNs: TimeNs): AsyncIterable<readonly SweepableDocument[]>;
  has(id: string): Promise<boolean>;
  /** Harmless for what is gone. */
  remove(id: string): Promise<void>;
}

/** A collection as such a store. */
export class KeptDocuments<T extends KeptDocument & JsonOf<T>> implements SweepableStore {
  constructor(private readonly options: KeptDocumentsOptions<T>) {}

  storeOf(key: string): SweptStore {
    return this.options.store(key);
  }

  /** Every key, in order. Each costs a jump in the index. */
  async *keys(): AsyncGenerator<string> {
    for (let last = ""; ; ) {
      const { items } = await this.options.documents.query({ where: { key: { gt: last } }, sort: BY_KEY, limit: 1 });
      const [first] = items;
      if (!first) return;
      last = first.value.key;
      yield last;
    }
  }

  /** What was kept under a key before a time, oldest first. */
  async *keptBefore(key: string, beforeNs: TimeNs): AsyncGenerator<SweepableDocument[]> {
    let cursor: string | undefined;
    do {
      const where = { key, keptNs: { lt: storedTime(beforeNs) } };
      const page = await this.options.documents.query({ where, sort: BY_KEPT, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      yield page.items.map(({ id, value }) => ({ id, ...this.options.describe(value) }));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  async has(id: string): Promise<boolean> {
    return (await this.options.documents.get(id)) !== undefined;
  }

  async remove(id: string): Promise<void> {
    await (this.options.remove ?? ((each) => this.options.documents.delete(each)))(id);
  }
}

const BY_KEY = [
  { field: "key", direction: "asc" },
  { field: "keptNs", direction: "asc" },
] as const;
const BY_KEPT = [{ field: "keptNs", direction: "asc" }] as const;

/** Whose a key is. */
export function machineOf(key: string): AssetRef {
  const [organisation, site, asset] = key.split(":");
  return assetRef(organisation, site, asset);
}
