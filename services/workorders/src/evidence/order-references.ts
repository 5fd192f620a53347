import {
  type Advisory,
  type AssetRef,
  assetKey,
  type EvidenceReference,
  type EvidenceReferences,
  InvalidValue,
  type WorkOrder,
} from "@phm/domain";
import type { Collection } from "@phm/service-kit";
import type { AdviceState } from "../advise/advice-state.js";
import type { AdvisoryLog } from "../advise/advisory-log.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";

export interface ReferencePage extends EvidenceReferences {
  readonly nextCursor?: string;
}

const PAGE = 100;
const ADVISORIES = "advisories:";
const ORDERS = "orders:";

/** Which acquisitions advisories and orders rest on; a verdict rests on what its order does. */
export class OrderReferences {
  constructor(
    private readonly advice: Collection<AdviceState>,
    private readonly advisories: AdvisoryLog,
    private readonly orders: WorkOrderBook,
  ) {}

  /** First the advisories, then the orders. @throws InvalidValue for a cursor that is none */
  async list(ref: AssetRef, cursor = ADVISORIES): Promise<ReferencePage> {
    // Read first: all that was advised before is then among what is read after.
    const settledBeforeNs = BigInt((await this.advice.get(assetKey(ref)))?.value.timeNs || 0);
    if (cursor.startsWith(ADVISORIES)) return { settledBeforeNs, ...(await this.#advised(ref, cursor.slice(ADVISORIES.length))) };
    if (cursor.startsWith(ORDERS)) return { settledBeforeNs, ...(await this.#ordered(ref, cursor.slice(ORDERS.length))) };
    throw new InvalidValue("cursor", cursor, "the nextCursor of the page before", "bad_cursor");
  }

  async #advised(ref: AssetRef, cursor: string): Promise<Omit<ReferencePage, "settledBeforeNs">> {
    const { advisories, nextCursor } = await this.advisories.list(ref, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    return { references: advisories.map(byAdvisory), nextCursor: nextCursor === undefined ? ORDERS : `${ADVISORIES}${nextCursor}` };
  }

  async #ordered({ organisation, site, asset }: AssetRef, cursor: string): Promise<Omit<ReferencePage, "settledBeforeNs">> {
    const { orders, nextCursor } = await this.orders.list({ organisation, site, asset, limit: PAGE, ...(cursor ? { cursor } : {}) });
    const references = await Promise.all(
      orders.map(async (order) => (await this.advisories.behind(order)).map((advisory) => byOrder(order, advisory))),
    );
    return { references: references.flat(), ...(nextCursor === undefined ? {} : { nextCursor: `${ORDERS}${nextCursor}` }) };
  }
}

function byAdvisory(advisory: Advisory): EvidenceReference {
  const { id, tier, failureMode } = advisory;
  return { ...evidenceOf(advisory), kind: "advisory", record: id, reason: `advisory ${tier}: ${failureMode}` };
}

function byOrder({ id, state, tier, failureMode }: WorkOrder, advisory: Advisory): EvidenceReference {
  return {
    ...evidenceOf(advisory),
    kind: "work_order",
    record: id,
    reason: `work order ${state}, ${tier}: ${failureMode ?? "no fault named"}`,
  };
}

function evidenceOf({ ref, acquisition, timeNs }: Advisory) {
  return { ref, acquisition, startTimeNs: timeNs, owner: "workorders" } as const;
}
