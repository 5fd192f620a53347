import { setTimeout as delay } from "node:timers/promises";
import type { KV, KvWatchEntry } from "@nats-io/kv";
import type { QueuedIterator } from "@nats-io/transport-node";
import { backOffMs } from "../lifecycle/retry-with-back-off.js";
import { type BucketEntry, type BucketWatch, bucketEntry } from "./bucket-types.js";
import type { NatsLink } from "./nats-link.js";

const REOPEN_MIN_MS = 50;
const REOPEN_MAX_MS = 2_000;

/**
 * Follows a bucket. The client's own watch finds out only after missed heartbeats that a restarted broker has forgotten it; this one
 * opens a new watch at every reconnect, from the last revision that it has seen.
 */
export class BucketWatcher implements BucketWatch {
  readonly initialised: Promise<void>;
  readonly #stopping = new AbortController();
  #setInitialised: () => void = () => {};
  #open: QueuedIterator<KvWatchEntry> | undefined;
  #lastRevision = 0;

  constructor(
    private readonly link: NatsLink,
    private readonly kv: KV,
    private readonly filter: string,
    private readonly onEntry: (entry: BucketEntry) => void,
  ) {
    this.initialised = new Promise((resolve) => {
      this.#setInitialised = resolve;
    });
    void this.#reopenOnReconnect();
    void this.#follow();
  }

  stop(): void {
    this.#stopping.abort();
    this.#open?.stop();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    for (let attempt = 1; !signal.aborted && !this.link.connection.isClosed(); attempt += 1) {
      try {
        const entries = await this.#watch();
        attempt = 1;
        for await (const entry of entries) this.#take(entry);
      } catch {
        // The broker is away; the pause and the next attempt are the answer.
      }
      await delay(backOffMs(attempt, REOPEN_MIN_MS, REOPEN_MAX_MS), undefined, { signal }).catch(() => {});
    }
  }

  async #watch(): Promise<QueuedIterator<KvWatchEntry>> {
    const { state } = (await this.kv.status()).streamInfo;
    // Revisions that begin anew mean that the bucket was made anew.
    if (state.last_seq < this.#lastRevision) this.#lastRevision = 0;
    const resume = this.#lastRevision > 0 ? { resumeFromRevision: this.#lastRevision + 1 } : {};
    const entries = await this.kv.watch({ key: this.filter, ...resume });
    this.#open = entries;
    if (this.#stopping.signal.aborted) entries.stop();
    if ((await this.kv.status()).values === 0) this.#setInitialised();
    return entries;
  }

  #take(entry: KvWatchEntry): void {
    this.#lastRevision = entry.revision;
    this.onEntry(bucketEntry(entry));
    if (entry.isUpdate) this.#setInitialised();
  }

  async #reopenOnReconnect(): Promise<void> {
    for await (const { type } of this.link.connection.status()) {
      if (this.#stopping.signal.aborted) return;
      if (type === "reconnect") this.#open?.stop();
    }
  }
}
