import type { DeliveryState } from "@phm/contracts";
import { type NoticeKind, type OrganisationId, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, ServiceError, type Stored, VersionConflict } from "@phm/service-kit";
import { LEASE_NS, MAX_ERROR, nextAttemptNs } from "../outbox/next-attempt.js";

/** One message to one channel, from the moment that it was decided on. */
export type StoredDelivery = {
  readonly organisation: string;
  /** Stable over attempts: the transition's message id with the channel and what is said. */
  readonly delivery: string;
  readonly channel: string;
  readonly kind: NoticeKind;
  readonly order: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdNs: string;
  /** When it is to be tried next, or was settled. */
  readonly nextNs: string;
  /** Present while it is to be sent, so that the index holds only what is to be done. */
  readonly dueNs?: string;
  readonly lastError: string;
};

export const DELIVERY_COLLECTION: CollectionSpec = {
  name: "deliveries",
  indexes: [
    { name: "due", fields: ["dueNs"] },
    { name: "by_time", fields: ["organisation", "createdNs"] },
    { name: "by_state", fields: ["organisation", "state", "createdNs"] },
  ],
};

export interface NewDelivery extends Pick<StoredDelivery, "organisation" | "delivery" | "channel" | "kind" | "order"> {
  readonly sendNs: TimeNs;
}

/** The outbox of notifications: exactly one entry for each transition and channel, sent at least once under one id. */
export class DeliveryLog {
  constructor(private readonly deliveries: Collection<StoredDelivery>) {}

  /** The same delivery again changes nothing. */
  async add({ sendNs, ...delivery }: NewDelivery, nowNs: TimeNs): Promise<void> {
    const due = storedTime(sendNs);
    const entry: StoredDelivery = {
      ...delivery,
      state: "pending",
      attempts: 0,
      createdNs: storedTime(nowNs),
      nextNs: due,
      dueNs: due,
      lastError: "",
    };
    try {
      await this.deliveries.insert(idOf(entry.organisation, entry.delivery), entry);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** Those that are due, oldest first, taken by this caller alone for a minute. */
  async take(nowNs: TimeNs, limit: number): Promise<Stored<StoredDelivery>[]> {
    const where = { dueNs: { lte: storedTime(nowNs) } };
    const { items } = await this.deliveries.query({ where, sort: [{ field: "dueNs", direction: "asc" }], limit });
    const lease = storedTime(nowNs + LEASE_NS);
    const taken = await Promise.all(items.map((each) => this.#put(each, { ...each.value, dueNs: lease })));
    return taken.flatMap((each) => each ?? []);
  }

  settle(taken: Stored<StoredDelivery>, state: Exclude<DeliveryState, "pending">, nowNs: TimeNs, lastError = ""): Promise<unknown> {
    const { dueNs: _, ...settled } = taken.value;
    const attempts = settled.attempts + (state === "dropped" ? 0 : 1);
    return this.#put(taken, { ...settled, state, attempts, nextNs: storedTime(nowNs), lastError: lastError.slice(0, MAX_ERROR) });
  }

  /** To be tried again after a growing pause; given up after a day. */
  postpone(taken: Stored<StoredDelivery>, nowNs: TimeNs, lastError: string): Promise<unknown> {
    const { attempts, createdNs } = taken.value;
    const next = nextAttemptNs(attempts, BigInt(createdNs), nowNs);
    if (next === undefined) return this.settle(taken, "dead", nowNs, lastError);
    const due = storedTime(next);
    return this.#put(taken, { ...taken.value, attempts: attempts + 1, nextNs: due, dueNs: due, lastError: lastError.slice(0, MAX_ERROR) });
  }

  async list(organisation: OrganisationId, state: DeliveryState | undefined, page: { limit: number; cursor?: string }) {
    const where = { organisation, ...(state === undefined ? {} : { state }) };
    const { items, nextCursor } = await this.deliveries.query({ where, sort: [{ field: "createdNs", direction: "desc" }], ...page });
    return { deliveries: items.map(({ value }) => value), nextCursor };
  }

  /** Makes a dead delivery due at once. @throws ServiceError not_found, or failed_precondition when it is not dead */
  async retry(organisation: OrganisationId, delivery: string, nowNs: TimeNs): Promise<StoredDelivery> {
    const stored = await this.deliveries.get(idOf(organisation, delivery));
    if (!stored) throw new ServiceError("not_found", `there is no delivery ${delivery}`, { field: "id", value: delivery });
    if (stored.value.state !== "dead") {
      throw new ServiceError("failed_precondition", `delivery ${delivery} is ${stored.value.state}, only a dead one is sent again`);
    }
    const now = storedTime(nowNs);
    // From now on it has another day.
    const again: StoredDelivery = { ...stored.value, state: "pending", attempts: 0, createdNs: now, nextNs: now, dueNs: now };
    await this.deliveries.put(stored.id, again, stored.version);
    return again;
  }

  /** Undefined where somebody else has it. */
  async #put(taken: Stored<StoredDelivery>, value: StoredDelivery): Promise<Stored<StoredDelivery> | undefined> {
    try {
      return await this.deliveries.put(taken.id, value, taken.version);
    } catch (error) {
      if (error instanceof VersionConflict) return undefined;
      throw error;
    }
  }
}

function idOf(organisation: string, delivery: string): string {
  return `${organisation}:${delivery}`;
}
