import { type Bucket, type BucketEntry, ServiceError } from "@phm/service-kit";

export interface PlayedBucketOptions {
  readonly nowMs: () => number;
  /** Every key lapses so long after its last write; left out: never. */
  readonly ttlMs?: number;
  /** Between asking and doing, and between doing and hearing of it: whatever time that takes. */
  readonly travel: () => Promise<void>;
}

/** A key-value bucket as the broker keeps it, on a clock of the test. Like the broker it says nothing of keys that lapse. */
export class PlayedBucket implements Bucket {
  readonly #entries = new Map<string, { readonly value: Uint8Array; readonly revision: number; readonly atMs: number }>();
  /** Who listens, and when the last news has reached them: news arrives in order. */
  readonly #watchers = new Map<(entry: BucketEntry) => void, Promise<void>>();
  #revision = 0;

  constructor(private readonly options: PlayedBucketOptions) {}

  get(key: string) {
    return this.#asked(() => {
      const entry = this.#living(key);
      return entry && { key, value: entry.value, revision: entry.revision };
    });
  }

  put(key: string, value: Uint8Array) {
    return this.#asked(() => this.#write(key, value));
  }

  create(key: string, value: Uint8Array) {
    return this.#asked(() => {
      if (this.#living(key)) throw new ServiceError("already_exists", key);
      return this.#write(key, value);
    });
  }

  update(key: string, value: Uint8Array, revision: number) {
    return this.#asked(() => {
      this.#mustBe(key, revision);
      return this.#write(key, value);
    });
  }

  delete(key: string, revision?: number) {
    return this.#asked(() => {
      if (revision !== undefined) this.#mustBe(key, revision);
      this.#entries.delete(key);
      this.#tell({ key, value: undefined, revision: ++this.#revision });
    });
  }

  watch(onEntry: (entry: BucketEntry) => void) {
    for (const key of this.#entries.keys()) {
      const entry = this.#living(key);
      if (entry) onEntry({ key, value: entry.value, revision: entry.revision });
    }
    this.#watchers.set(onEntry, Promise.resolve());
    return { initialised: Promise.resolve(), stop: () => void this.#watchers.delete(onEntry) };
  }

  async #asked<T>(work: () => T): Promise<T> {
    await this.options.travel();
    const done = (() => {
      try {
        return { value: work() };
      } catch (error) {
        return { error };
      }
    })();
    await this.options.travel();
    if ("error" in done) throw done.error;
    return done.value;
  }

  #living(key: string) {
    const entry = this.#entries.get(key);
    return entry && this.options.nowMs() - entry.atMs < (this.options.ttlMs ?? Number.POSITIVE_INFINITY) ? entry : undefined;
  }

  #mustBe(key: string, revision: number): void {
    if (this.#living(key)?.revision !== revision) throw new ServiceError("conflict", key);
  }

  #write(key: string, value: Uint8Array): number {
    const revision = ++this.#revision;
    this.#entries.set(key, { value, revision, atMs: this.options.nowMs() });
    this.#tell({ key, value, revision });
    return revision;
  }

  #tell(entry: BucketEntry): void {
    for (const [watcher, last] of this.#watchers) {
      const arrives = Promise.all([last, this.options.travel()]).then(() => watcher(entry));
      this.#watchers.set(watcher, arrives);
    }
  }
}
