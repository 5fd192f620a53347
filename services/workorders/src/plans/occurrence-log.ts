import { type FollowedOccurrence, type OccurrenceFate, type PlanOccurrence, REOPEN_WINDOW_S, reopenedOrderId } from "@phm/advisory";
import {
  isStanding,
  type OrganisationId,
  type PlanKey,
  type PreventivePlan,
  planKey,
  type SiteId,
  secondsBetween,
  storedTime,
  type TimeNs,
  type WorkOrder,
} from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, ServiceError, type Stored, VersionConflict } from "@phm/service-kit";
import type { WorkOrderBook } from "../orders/work-order-book.js";

/** One time that a plan was due, and what became of its order as far as that is known. Times are stored times. */
export type StoredOccurrence = {
  readonly organisation: string;
  readonly site: string;
  readonly plan: string;
  readonly occurrence: string;
  readonly dueNs: string;
  readonly fate: OccurrenceFate;
  readonly toleranceDays: number;
  /** Of an ordered one; since it was reopened, the order that follows it. */
  readonly order?: string;
  /** When the work was finished. */
  readonly doneNs?: string;
  /** Present while its order has ended. */
  readonly endedNs?: string;
};

export const OCCURRENCE_COLLECTION: CollectionSpec = {
  name: "plan_occurrences",
  indexes: [
    { name: "by_site", fields: ["organisation", "site", "dueNs"] },
    { name: "by_plan", fields: ["organisation", "site", "plan", "dueNs"] },
  ],
};

/** An occurrence with what became of it. */
export interface KnownOccurrence extends FollowedOccurrence {
  readonly plan: string;
  readonly id: string;
  readonly order?: string;
  readonly endedNs?: TimeNs;
}

/** Which occurrences: of a site, or of one of its plans, by when they were due. */
export interface OccurrenceListing {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly plan?: string;
  readonly fromNs: TimeNs;
  /** Not included. */
  readonly toNs: TimeNs;
}

const PAGE = 500;

/** Every occurrence that was decided, each once. */
export class OccurrenceLog {
  constructor(
    private readonly occurrences: Collection<StoredOccurrence>,
    private readonly orders: Pick<WorkOrderBook, "get">,
    private readonly nowNs: () => TimeNs,
  ) {}

  /** Puts a decision on record; what was decided first holds, so the same again changes nothing. */
  async record(plan: PreventivePlan, { id, dueNs, fate }: PlanOccurrence, order: string | undefined): Promise<void> {
    const { organisation, site, toleranceDays } = plan;
    const value = { organisation, site, plan: plan.id, occurrence: id, dueNs: storedTime(dueNs), fate, toleranceDays };
    try {
      await this.occurrences.insert(`${planKey(plan)}:${id}`, order === undefined ? value : { ...value, order });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** An occurrence with what became of its order; undefined where it is not on record. */
  async find(plan: PlanKey, id: string): Promise<KnownOccurrence | undefined> {
    const stored = await this.occurrences.get(`${planKey(plan)}:${id}`);
    return stored && this.#follow(stored);
  }

  /** By due time, earliest first. */
  async list(
    { organisation, site, plan, fromNs, toNs }: OccurrenceListing,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ occurrences: KnownOccurrence[]; nextCursor?: string }> {
    const where = { organisation, site, ...(plan === undefined ? {} : { plan }), dueNs: { gte: storedTime(fromNs), lt: storedTime(toNs) } };
    const { items, nextCursor } = await this.occurrences.query({ where, sort: [{ field: "dueNs", direction: "asc" }], ...page });
    const occurrences = await Promise.all(items.map((item) => this.#follow(item)));
    return nextCursor === undefined ? { occurrences } : { occurrences, nextCursor };
  }

  /** All of a time, page by page. */
  async *all(listing: OccurrenceListing): AsyncGenerator<KnownOccurrence> {
    let cursor: string | undefined;
    do {
      const page = await this.list(listing, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      yield* page.occurrences;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** An order that has ended stays so: what became of it is noted, and not asked for again. Reopened, it goes on as the order that follows it. */
  async #follow(stored: Stored<StoredOccurrence>): Promise<KnownOccurrence> {
    const { value } = stored;
    const order = await this.#latestOrder(value);
    if (!order) return known(value);
    const followed = withOrder(value, order);
    if (followed.endedNs !== undefined || followed.order !== value.order) await this.#note(stored, followed);
    return known(followed);
  }

  /** Undefined where nothing is new. */
  async #latestOrder({ organisation, order: id, endedNs }: StoredOccurrence): Promise<WorkOrder | undefined> {
    if (id === undefined) return undefined;
    const isOver = endedNs !== undefined && secondsBetween(BigInt(endedNs), this.nowNs()) > REOPEN_WINDOW_S;
    if (isOver) return undefined;
    const reopened = await this.#order(organisation, reopenedOrderId({ id, organisation }));
    return reopened ?? (endedNs === undefined ? this.#order(organisation, id) : undefined);
  }

  async #order(organisation: string, id: string): Promise<WorkOrder | undefined> {
    try {
      return (await this.orders.get(organisation, id)).order;
    } catch (error) {
      // Decided a moment ago: its order is opened next.
      if (error instanceof ServiceError && error.code === "not_found") return undefined;
      throw error;
    }
  }

  async #note({ id, version }: Stored<StoredOccurrence>, followed: StoredOccurrence): Promise<void> {
    try {
      await this.occurrences.put(id, followed, version);
    } catch (error) {
      // Somebody else has noted the same.
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
}

function withOrder(value: StoredOccurrence, order: WorkOrder): StoredOccurrence {
  // Work that was given up may have been begun: only what was finished counts as done.
  const doneNs = order.state === "cancelled" || order.state === "rejected" ? undefined : order.work?.doneNs;
  const endedNs = isStanding(order) ? undefined : (order.endedNs ?? order.updatedNs);
  const { doneNs: _done, endedNs: _ended, ...rest } = value;
  return {
    ...rest,
    order: order.id,
    ...(doneNs === undefined ? {} : { doneNs: storedTime(doneNs) }),
    ...(endedNs === undefined ? {} : { endedNs: storedTime(endedNs) }),
  };
}

function known({ plan, occurrence, dueNs, fate, toleranceDays, order, doneNs, endedNs }: StoredOccurrence): KnownOccurrence {
  return {
    ...{ plan, id: occurrence, dueNs: BigInt(dueNs), fate, toleranceDays, isEnded: endedNs !== undefined },
    ...(order === undefined ? {} : { order }),
    ...(doneNs === undefined ? {} : { doneNs: BigInt(doneNs) }),
    ...(endedNs === undefined ? {} : { endedNs: BigInt(endedNs) }),
  };
}
