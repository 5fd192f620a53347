import { DEFAULT_SITE, type FailureMode } from "@phm/domain";
import { get, send } from "../api/request.js";
import type { OrderRow } from "../fleet/fleet-api.js";
import { orderPath, type Ticket } from "./ticket-api.js";

/** A part that the repair needs, with its stock; quantities are in its unit. */
export interface NeededPart {
  readonly id: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly unit: string;
  readonly leadTimeDays: number | null;
  /** On hand and not reserved, in all stores. */
  readonly available: number;
  readonly stores: readonly { readonly store: string; readonly onHand: number }[];
  readonly quantity: number;
  /** For this order. */
  readonly reserved: number;
  readonly used: number;
}

interface Items<Row> {
  readonly items: readonly Row[];
}

export const neededParts = async (id: string): Promise<readonly NeededPart[]> =>
  (await get<Items<NeededPart>>(`${orderPath(id)}/needed-parts`)).items;

export const reserveParts = async (id: string, actor: string): Promise<readonly NeededPart[]> =>
  (await send<Items<NeededPart>>("POST", `${orderPath(id)}/needed-parts/reserve`, { actor })).body.items;

/** An order of before this suite, as another system has it on record. */
export interface PastOrder {
  readonly number: string;
  readonly title: string;
  readonly workDone: string | null;
  readonly finished: string | null;
}

export interface SimilarCases {
  /** Closed orders of the site with the same failure mode, newest first. */
  readonly closed: readonly OrderRow[];
  /** Of the same machine. */
  readonly past: readonly PastOrder[];
}

const LOOKED_THROUGH = "500";
const SHOWN_PAST = "20";

export async function similarCases({ id, site, asset, failureMode }: Ticket): Promise<SimilarCases> {
  const place = { site: site || DEFAULT_SITE };
  const closed = new URLSearchParams({ ...place, state: "closed", summary: "true", limit: LOOKED_THROUGH });
  const [orders, past] = await Promise.all([
    get<Items<OrderRow>>(`/work-orders?${closed}`),
    get<Items<PastOrder>>(`/assets/${encodeURIComponent(asset)}/past-orders?${new URLSearchParams({ ...place, limit: SHOWN_PAST })}`),
  ]);
  return { closed: orders.items.filter((order) => order.id !== id && isSame(order.failureMode, failureMode)), past: past.items };
}

const isSame = (one: FailureMode | undefined, other: FailureMode | undefined) => one !== undefined && one === other;
