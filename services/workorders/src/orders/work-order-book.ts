import { FAULT_KNOWLEDGE, type OrderRequest, raiseOrder, requestedOrderId, requestKey, withChecks } from "@phm/advisory";
import {
  type Advisory,
  type AssetRef,
  assetKey,
  type BilingualText,
  failureFamily,
  formatTimeNs,
  isStanding,
  openWorkOrderKey,
  type WorkOrder,
  type WorkOrderSummary,
} from "@phm/domain";
import { type Collection, DuplicateKey, retryOnConflict, ServiceError, type Stored, VersionConflict } from "@phm/service-kit";
import type { OrderEventLog } from "./order-event-log.js";
import { type OrderListing, orderQuery } from "./order-listing.js";
import { ROW_FIELDS, readRow } from "./order-row.js";
import { changedOrder, newsAfter, type OrderRecord, readOrder, readRecord, type StoredOrder, storedOrder } from "./stored-order.js";

/** From the order that stands, else the latest that has ended (or none) and an advisory to the order as it should be; null where no order is called for. */
export type ApplyAdvisory = (order: WorkOrder | null, advisory: Advisory) => WorkOrder | null;

/** What must be in order before a machine with such a fault runs again. */
export type ChecksOf = (order: Pick<WorkOrder, "ref" | "failureMode">) => Promise<readonly BilingualText[]>;

const suiteChecks: ChecksOf = async ({ failureMode }) => (failureMode === undefined ? [] : FAULT_KNOWLEDGE[failureMode].checks);

/** Orders of one machine that are followed at once: one for each component and failure family, and some that have just ended. */
const MAX_FOLLOWED = 100;

export interface ListOptions extends OrderListing {
  readonly limit: number;
  readonly cursor?: string;
}

/** What a person decides about an order. */
export interface OrderDecision {
  readonly organisation: string;
  readonly id: string;
  /** Who decides, for the message when somebody else was first. */
  readonly actor: string;
  /** The version that the decision rests on, 0 for any. */
  readonly expectedVersion: number;
  /** Whether a caller that got no answer says the same again: then nothing is written. */
  readonly isDone: (record: OrderRecord) => boolean;
  readonly decide: (order: WorkOrder) => OrderRecord;
}

/**
 * All work orders. At most one stands for each organisation, site, asset, component and failure family: the index sees to it. An order's
 * version is the number of its events: figures that are noted beside them do not stand in anybody's way.
 */
export class WorkOrderBook {
  constructor(
    private readonly orders: Collection<StoredOrder>,
    private readonly applyAdvisory: ApplyAdvisory,
    private readonly log: OrderEventLog,
    private readonly checksOf: ChecksOf = suiteChecks,
  ) {}

  /** Opens or enriches the order that the advisory concerns; the same advisory again changes nothing. Returns the order, if one stands. */
  async apply(advisory: Advisory): Promise<WorkOrder | undefined> {
    const found = await this.find(advisory);
    const before = found ? readOrder(found.value) : null;
    const after = this.applyAdvisory(before, advisory);
    if (after === null) return undefined;
    if (after === before) return isStanding(after) ? after : undefined;
    const isNamedAnew = after.id !== before?.id || after.failureMode !== before.failureMode;
    const checked = isNamedAnew ? withChecks(after, await this.checksOf(after)) : after;
    if (!found || after.id !== before?.id) return this.open(checked);
    await this.replace(found, { order: checked });
    return checked;
  }

  private async open(order: WorkOrder): Promise<WorkOrder> {
    try {
      return readOrder((await this.insert(order)).value);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      throw new ServiceError("conflict", `an order for ${openWorkOrderKey(order)} was opened at the same moment`, { cause: error });
    }
  }

  /**
   * @param untold numbers of the events that are still to be told
   * @throws VersionConflict when another process opened an order for the same key in this moment: come again and enrich that one
   */
  private async insert(order: WorkOrder, untold: readonly number[] = []): Promise<Stored<StoredOrder>> {
    const id = documentId(order.ref.organisation, order.id);
    try {
      return await this.orders.insert(id, storedOrder({ order }, untold));
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      // The id comes from what asked for it: an order under it was opened by this very advisory or request, and has perhaps ended since.
      const same = await this.orders.get(id);
      if (same) return same;
      throw new VersionConflict(error.collection, openWorkOrderKey(order), 0, 1);
    }
  }

  /**
   * Opens or enriches the order that something other than a prediction calls for; the same request again changes nothing.
   * @returns the order as it is since, which may have ended meanwhile; what is untold of it is for the outbox
   */
  async raise(request: OrderRequest): Promise<Stored<StoredOrder>> {
    return retryOnConflict(async () => {
      const same = await this.orders.get(documentId(request.ref.organisation, requestedOrderId(request)));
      if (same) return same;
      const found = await this.standingOrLatest(requestKey(request));
      const before = found ? readOrder(found.value) : null;
      const after = raiseOrder(before, request);
      if (found && after === before) return found;
      const checked = withChecks(after, await this.checksOf(after));
      if (!found || after.id !== before?.id) return this.insert(checked, newsAfter(checked, 0));
      return this.replace(found, { order: checked });
    });
  }

  /** The order that stands on what a request is about. */
  async inTheWayOf(request: OrderRequest): Promise<WorkOrder | undefined> {
    const found = await this.standingOrLatest(requestKey(request));
    const order = found && readOrder(found.value);
    return order && isStanding(order) ? order : undefined;
  }

  /** The order on the advisory's fault: the one that stands, else the one that was opened last. */
  private async find({ ref, component, failureMode }: Advisory): Promise<Stored<StoredOrder> | undefined> {
    return this.standingOrLatest(openWorkOrderKey({ ref, component, failureFamily: failureFamily(failureMode) }));
  }

  private async standingOrLatest(key: string): Promise<Stored<StoredOrder> | undefined> {
    const open = await this.orders.query({ where: { openKey: key }, limit: 1 });
    return open.items[0] ?? this.latest(key);
  }

  private async latest(faultKey: string): Promise<Stored<StoredOrder> | undefined> {
    const { items } = await this.orders.query({ where: { faultKey }, sort: NEWEST_FIRST, limit: 1 });
    return items[0];
  }

  private async replace(stored: Stored<StoredOrder>, record: OrderRecord): Promise<Stored<StoredOrder>> {
    await this.log.keep(readOrder(stored.value), record.order);
    return this.orders.put(stored.id, changedOrder(stored.value, record), stored.version);
  }

  /**
   * Changes an order as a person decides.
   * @throws ServiceError not_found, or conflict naming who has changed the order since; whatever the decision throws
   */
  async change({ organisation, id, actor, expectedVersion, isDone, decide }: OrderDecision): Promise<Stored<StoredOrder>> {
    return retryOnConflict(async () => {
      const stored = await this.stored(organisation, id);
      const before = readRecord(stored.value);
      if (isDone(before)) return stored;
      const { order } = before;
      this.checkVersion(order, { expectedVersion, actor });
      const after = decide(order);
      return after.order === order ? stored : this.replace(stored, after);
    });
  }

  /** @throws ServiceError conflict naming who has changed the order since the version that a decision rests on, and who decided */
  checkVersion(order: WorkOrder, { expectedVersion, actor }: Pick<OrderDecision, "expectedVersion" | "actor">): void {
    if (expectedVersion !== 0 && expectedVersion !== order.eventCount) throw conflict(order, expectedVersion, actor);
  }

  /**
   * Puts an order on record that follows one which a person has reopened. The same reopening again changes nothing.
   * @throws ServiceError failed_precondition naming the order that is in its way
   */
  async follow(ended: WorkOrder, opened: WorkOrder): Promise<Stored<StoredOrder>> {
    const id = documentId(opened.ref.organisation, opened.id);
    const there = await this.orders.get(id);
    if (there) return this.sameReopening(ended, opened, there);
    const latest = await this.latest(openWorkOrderKey(ended));
    const following = latest && readOrder(latest.value);
    if (following && following.id !== ended.id) throw inTheWay(ended, following);
    const checked = withChecks(opened, await this.checksOf(opened));
    try {
      return await this.orders.insert(id, storedOrder({ order: checked }, newsAfter(checked, 0)));
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      throw new ServiceError("conflict", `an order for ${openWorkOrderKey(opened)} was opened at the same moment`, { cause: error });
    }
  }

  private sameReopening(ended: WorkOrder, { history: [wanted] }: WorkOrder, there: Stored<StoredOrder>): Stored<StoredOrder> {
    const standing = readOrder(there.value);
    const [first] = standing.history;
    if (first?.actor === wanted?.actor && first?.note === wanted?.note) return there;
    throw inTheWay(ended, standing);
  }

  /** Lets an assessment of a machine tell what it means for the machine's orders; what changes nothing is not written. */
  async followMachine(ref: AssetRef, told: (order: WorkOrder) => WorkOrder): Promise<void> {
    const { items } = await this.orders.query({ where: { followKey: assetKey(ref) }, sort: NEWEST_FIRST, limit: MAX_FOLLOWED });
    for (const item of items) await this.tellOrder(item, told);
  }

  private async tellOrder(found: Stored<StoredOrder>, told: (order: WorkOrder) => WorkOrder): Promise<void> {
    let stored: Stored<StoredOrder> | undefined = found;
    await retryOnConflict(async () => {
      const current = stored ?? (await this.orders.get(found.id));
      // Whoever has changed it meanwhile has not waited for this assessment: it is told to the order as it is then.
      stored = undefined;
      if (!current) return;
      const order = readOrder(current.value);
      const after = told(order);
      if (after !== order) await this.replace(current, { order: after });
    });
  }

  /** @throws ServiceError not_found */
  async get(organisation: string, id: string): Promise<OrderRecord> {
    return readRecord((await this.stored(organisation, id)).value);
  }

  private async stored(organisation: string, id: string): Promise<Stored<StoredOrder>> {
    const stored = await this.orders.get(documentId(organisation, id));
    if (!stored) throw new ServiceError("not_found", `there is no work order ${id}`, { field: "id", value: id });
    return stored;
  }

  /** @throws InvalidValue for a list that is not offered, see `orderQuery` */
  async list({ limit, cursor, ...listing }: ListOptions): Promise<{ orders: WorkOrder[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.orders.query({ ...orderQuery(listing), limit, ...(cursor ? { cursor } : {}) });
    const orders = items.map((item) => readOrder(item.value));
    return nextCursor === undefined ? { orders } : { orders, nextCursor };
  }

  /** As `list`, what lists show alone: the rest of the orders is not read. */
  async listSummaries({ limit, cursor, ...listing }: ListOptions): Promise<{ summaries: WorkOrderSummary[]; nextCursor?: string }> {
    const query = { ...orderQuery(listing), limit, ...(cursor ? { cursor } : {}) };
    const { items, nextCursor } = await this.orders.select(query, ROW_FIELDS);
    const summaries = items.map((item) => readRow(item.value));
    return nextCursor === undefined ? { summaries } : { summaries, nextCursor };
  }
}

const NEWEST_FIRST = [{ field: "openedNs", direction: "desc" }] as const;

function documentId(organisation: string, id: string): string {
  return `${organisation}:${id}`;
}

function conflict({ id, history, eventCount }: WorkOrder, expected: number, actor: string): ServiceError {
  const last = history.at(-1);
  const change = last ? ` (${last.kind} by ${last.actor}, ${formatTimeNs(last.timeNs)})` : "";
  return new ServiceError(
    "conflict",
    `work order ${id} has version ${eventCount}${change}, not version ${expected} as ${actor.trim()} saw it`,
    {
      field: "expectedVersion",
      value: String(expected),
      limit: String(eventCount),
      retryable: false,
    },
  );
}

function inTheWay({ id }: WorkOrder, { id: other, state, history: [first] }: WorkOrder): ServiceError {
  const by = first ? ` by ${first.actor}, ${formatTimeNs(first.timeNs)}` : "";
  return new ServiceError("failed_precondition", `work order ${id} is followed by ${other} (${state}, opened${by}): work on that one`, {
    reason: "followed",
    field: "id",
    value: id,
    limit: other,
  });
}
