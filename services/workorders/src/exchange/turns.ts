import { storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, ServiceError, VersionConflict } from "@phm/service-kit";
import { LEASE_NS } from "../outbox/next-attempt.js";

/** Held while somebody works on it. */
export type StoredTurn = { readonly untilNs: string };

export const TURN_COLLECTION: CollectionSpec = { name: "exchange_turns", indexes: [] };

/**
 * Lets what is said of one thing be worked on by one at a time: within this process one waits for the other, a second process is told to come
 * again. The turn of a process that was killed ends after a minute.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(
    private readonly turns: Collection<StoredTurn>,
    private readonly nowNs: () => TimeNs,
  ) {}

  /** @throws ServiceError conflict (to be tried again) while another process has the turn; whatever the work throws */
  async hold<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(id) ?? Promise.resolve();
    const mine = before.then(() => this.#alone(id, work));
    const over = mine.catch(() => undefined);
    this.#last.set(id, over);
    try {
      return await mine;
    } finally {
      if (this.#last.get(id) === over) this.#last.delete(id);
    }
  }

  async #alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const version = await this.#begin(id);
    try {
      return await work();
    } finally {
      await this.#end(id, version);
    }
  }

  async #begin(id: string): Promise<number> {
    const held = await this.turns.get(id);
    const now = storedTime(this.nowNs());
    if (held && held.value.untilNs > now) throw takenBySomebody(id);
    try {
      return (await this.turns.put(id, { untilNs: storedTime(this.nowNs() + LEASE_NS) }, held?.version ?? 0)).version;
    } catch (error) {
      if (error instanceof VersionConflict) throw takenBySomebody(id, error);
      throw error;
    }
  }

  /** A turn that has run out may be somebody else's by now. */
  async #end(id: string, version: number): Promise<void> {
    try {
      await this.turns.delete(id, version);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
}

function takenBySomebody(id: string, cause?: unknown): ServiceError {
  return new ServiceError("conflict", `another process works on ${id}`, cause === undefined ? {} : { cause });
}
