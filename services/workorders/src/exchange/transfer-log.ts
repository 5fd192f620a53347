import type { TransferState } from "@phm/contracts";
import { type AssetRef, storedTime, type TimeNs, type WorkOrder } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  eachDocument,
  retryOnConflict,
  ServiceError,
  type Stored,
  VersionConflict,
} from "@phm/service-kit";
import { LEASE_NS, MAX_ERROR, nextAttemptNs } from "../outbox/next-attempt.js";
import { type SystemKey, systemId } from "./system-book.js";

/** How an order stands with a system: what of it is told, and what of theirs is taken. */
export type StoredTransfer = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly system: string;
  readonly order: string;
  /** Events of the order that they are to know of, and that they know of: what lies between is told at once, as the order is then. */
  readonly wanted: number;
  readonly told: number;
  /** Their number of it; left out until they have told it. */
  readonly number?: string;
  /** Of the latest event of theirs that was taken. */
  readonly sequence?: number;
  readonly state: TransferState;
  /** Present until they know that the order has ended, so that an end whose announcement was dropped is found. */
  readonly standing?: true;
  readonly attempts: number;
  readonly changedNs: string;
  /** Since when it is to be told. */
  readonly sinceNs: string;
  /** Present while it is to be sent, so that the index holds only what is to be done. */
  readonly dueNs?: string;
  readonly lastError: string;
};

export const TRANSFER_COLLECTION: CollectionSpec = {
  name: "exchange_transfers",
  indexes: [
    { name: "due", fields: ["organisation", "site", "system", "dueNs"] },
    { name: "by_number", fields: ["organisation", "site", "system", "number"] },
    { name: "by_time", fields: ["organisation", "site", "system", "changedNs"] },
    { name: "by_state", fields: ["organisation", "site", "system", "state", "changedNs"] },
    { name: "standing", fields: ["organisation", "site", "system", "standing"] },
  ],
};

/** Why an order could not be handed over. */
export interface TransferFailure {
  readonly error: string;
  /** For good: another attempt with the same cannot help. */
  readonly isRefused: boolean;
  /** How long they want to be left alone. */
  readonly pauseNs?: TimeNs;
}

/** What they were told of an order. */
export interface ToldOrder {
  /** Events of the order then. */
  readonly told: number;
  readonly isEnded: boolean;
  /** Theirs, where they have said it. */
  readonly number: string | undefined;
}

/** The outbox towards other systems: one entry for an order and a system, which says how far the order is to be told and is told. */
export class TransferLog {
  constructor(private readonly transfers: Collection<StoredTransfer>) {}

  /** The order is to be told as it stands after so many events. What is told already, or older, changes nothing. */
  async want(key: SystemKey, order: Pick<WorkOrder, "id" | "ref" | "eventCount">, nowNs: TimeNs): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.transfers.get(transferId(key, order.id));
      if ((stored?.value.wanted ?? 0) >= order.eventCount) return;
      const now = storedTime(nowNs);
      const again = {
        state: "pending" as const,
        standing: true as const,
        wanted: order.eventCount,
        attempts: 0,
        changedNs: now,
        sinceNs: now,
        dueNs: now,
      };
      const value = stored ? { ...stored.value, ...again } : { ...firstOf(key, order), ...again };
      await this.transfers.put(transferId(key, order.id), value, stored?.version ?? 0);
    });
  }

  /** Those of a system that are due, oldest first, taken by this caller alone for a minute. */
  async take({ organisation, site, id: system }: SystemKey, nowNs: TimeNs, limit: number): Promise<Stored<StoredTransfer>[]> {
    const where = { organisation, site, system, dueNs: { lte: storedTime(nowNs) } };
    const { items } = await this.transfers.query({ where, sort: [{ field: "dueNs", direction: "asc" }], limit });
    const dueNs = storedTime(nowNs + LEASE_NS);
    const taken = await Promise.all(items.map((each) => this.#put(each, { ...each.value, dueNs })));
    return taken.flatMap((each) => each ?? []);
  }

  /** They know the order as it stood after `told` events. Where it has gone on meanwhile, that is still to be told. */
  async settle({ value: { order }, ...taken }: Stored<StoredTransfer>, { told, number, isEnded }: ToldOrder, nowNs: TimeNs): Promise<void> {
    await this.#change(taken.id, order, ({ dueNs, standing, ...transfer }) => ({
      ...transfer,
      ...(standing && !isEnded ? { standing } : {}),
      ...{ told: Math.max(told, transfer.told), attempts: 0, lastError: "", changedNs: storedTime(nowNs) },
      ...(number === undefined ? {} : { number }),
      ...(transfer.wanted > told ? { state: "pending", dueNs: storedTime(nowNs) } : { state: "sent" }),
    }));
  }

  /** To be tried again after a growing pause, or a longer one that they ask for; given up after a day, or at once where it is refused for good. */
  async postpone(
    { value: { order }, ...taken }: Stored<StoredTransfer>,
    { error, isRefused, pauseNs = 0n }: TransferFailure,
    nowNs: TimeNs,
  ): Promise<"postponed" | "dead"> {
    const { state } = await this.#change(taken.id, order, ({ dueNs, ...transfer }) => {
      const ours = isRefused ? undefined : nextAttemptNs(transfer.attempts, BigInt(transfer.sinceNs), nowNs);
      const next = ours !== undefined && nowNs + pauseNs > ours ? nowNs + pauseNs : ours;
      const said = { attempts: transfer.attempts + 1, lastError: error.slice(0, MAX_ERROR), changedNs: storedTime(nowNs) };
      return { ...transfer, ...said, ...(next === undefined ? { state: "dead" } : { state: "pending", dueNs: storedTime(next) }) };
    });
    return state === "dead" ? "dead" : "postponed";
  }

  /** Notes what the latest event of theirs has told of the order. */
  async hear(key: SystemKey, order: { readonly id: string; readonly ref: AssetRef }, sequence: number, number?: string): Promise<void> {
    const id = transferId(key, order.id);
    await retryOnConflict(async () => {
      const stored = await this.transfers.get(id);
      const { dueNs, ...standing } = stored?.value ?? firstOf(key, order);
      const value = { ...standing, sequence, ...(number === undefined ? {} : { number }), ...(dueNs === undefined ? {} : { dueNs }) };
      await this.transfers.put(id, value, stored?.version ?? 0);
    });
  }

  async find(
    key: SystemKey,
    { order, number }: { readonly order?: string; readonly number?: string },
  ): Promise<StoredTransfer | undefined> {
    if (order !== undefined) return (await this.transfers.get(transferId(key, order)))?.value;
    const { organisation, site, id: system } = key;
    const { items } = await this.transfers.query({ where: { organisation, site, system, number: number ?? "" }, limit: 1 });
    return items[0]?.value;
  }

  async list(
    { organisation, site, id: system }: SystemKey,
    state: TransferState | undefined,
    page: { readonly limit: number; readonly cursor?: string },
  ) {
    const where = { organisation, site, system, ...(state === undefined ? {} : { state }) };
    const { items, nextCursor } = await this.transfers.query({ where, sort: [{ field: "changedNs", direction: "desc" }], ...page });
    return { transfers: items.map(({ value }) => value), nextCursor };
  }

  /** Orders of which they do not know that they have ended. */
  async *standing({ organisation, site, id: system }: SystemKey): AsyncGenerator<StoredTransfer> {
    for await (const { value } of eachDocument(this.transfers, { organisation, site, system, standing: true })) yield value;
  }

  count({ organisation, site, id: system }: SystemKey, state: TransferState): Promise<number> {
    return this.transfers.count({ organisation, site, system, state });
  }

  /** Makes one that was given up due at once. @throws ServiceError not_found, or failed_precondition when it was not given up */
  async retry(key: SystemKey, order: string, nowNs: TimeNs): Promise<void> {
    const id = transferId(key, order);
    const now = storedTime(nowNs);
    await this.#change(id, order, (transfer) => {
      if (transfer.state !== "dead")
        throw new ServiceError("failed_precondition", `order ${order} is ${transfer.state} for ${key.id}, only a dead one is sent again`);
      return { ...transfer, state: "pending", attempts: 0, sinceNs: now, dueNs: now };
    });
  }

  /** Makes those due at once that were given up, at most so many. Returns how many these were. */
  async retryAll({ organisation, site, id: system }: SystemKey, nowNs: TimeNs, limit: number): Promise<number> {
    const where = { organisation, site, system, state: "dead" };
    const { items } = await this.transfers.query({ where, sort: [{ field: "changedNs", direction: "asc" }], limit });
    const now = storedTime(nowNs);
    const again = { state: "pending" as const, attempts: 0, sinceNs: now, dueNs: now };
    const retried = await Promise.all(items.map((each) => this.#put(each, { ...each.value, ...again })));
    return retried.filter((each) => each !== undefined).length;
  }

  async #change(id: string, order: string, change: (transfer: StoredTransfer) => StoredTransfer): Promise<StoredTransfer> {
    return retryOnConflict(async () => {
      const stored = await this.transfers.get(id);
      if (!stored) throw new ServiceError("not_found", `order ${order} is not exchanged`, { field: "order", value: order });
      return (await this.transfers.put(id, change(stored.value), stored.version)).value;
    });
  }

  /** Undefined where somebody else has it. */
  async #put(taken: Stored<StoredTransfer>, value: StoredTransfer): Promise<Stored<StoredTransfer> | undefined> {
    try {
      return await this.transfers.put(taken.id, value, taken.version);
    } catch (error) {
      if (error instanceof VersionConflict) return undefined;
      throw error;
    }
  }
}

function transferId(key: SystemKey, order: string): string {
  return `${systemId(key)}:${order}`;
}

function firstOf(
  { organisation, site, id: system }: SystemKey,
  { id: order, ref }: { readonly id: string; readonly ref: AssetRef },
): StoredTransfer {
  return {
    ...{ organisation, site, system, order, asset: ref.asset },
    ...{ wanted: 0, told: 0, state: "sent", attempts: 0, changedNs: storedTime(0n), sinceNs: storedTime(0n), lastError: "" },
  };
}
