import {
  type AssetId,
  type OrganisationId,
  type SiteId,
  storedTime,
  summaryOf,
  type WorkOrder,
  type WorkOrderState,
  type WorkOrderSummary,
} from "@phm/domain";
import { urgencyKey } from "./order-listing.js";

/** What lists read of an order's document. Times are stored times. */
export type OrderRow = {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly asset: AssetId;
  readonly state: WorkOrderState;
  readonly openedNs: string;
  readonly updatedNs: string;
  readonly dueNs: string;
  /** Tier and due date, see `urgencyKey`. */
  readonly urgency: string;
  /** What lists show and are not asked by. */
  readonly shown: Omit<WorkOrderSummary, "ref" | "state" | "openedNs" | "updatedNs" | "dueNs" | "endedNs"> & { readonly endedNs?: string };
};

export const ROW_FIELDS = [
  "organisation",
  "site",
  "asset",
  "state",
  "openedNs",
  "updatedNs",
  "dueNs",
  "urgency",
  "shown",
] as const satisfies readonly (keyof OrderRow)[];

export function orderRow(order: WorkOrder): OrderRow {
  const { ref, state, openedNs, updatedNs, dueNs, endedNs, ...shown } = summaryOf(order);
  const { organisation, site, asset } = ref;
  return {
    ...{ organisation, site, asset, state, urgency: urgencyKey(order) },
    ...{ openedNs: storedTime(openedNs), updatedNs: storedTime(updatedNs), dueNs: storedTime(dueNs) },
    shown: { ...shown, ...(endedNs === undefined ? {} : { endedNs: storedTime(endedNs) }) },
  };
}

/** What the store gives back was checked when it was put there: lists are long. */
export function readRow({ organisation, site, asset, state, openedNs, updatedNs, dueNs, shown }: OrderRow): WorkOrderSummary {
  const { endedNs, ...summary } = shown;
  return {
    ...summary,
    ...{ ref: { organisation, site, asset }, state },
    ...{ openedNs: BigInt(openedNs), updatedNs: BigInt(updatedNs), dueNs: BigInt(dueNs) },
    ...(endedNs === undefined ? {} : { endedNs: BigInt(endedNs) }),
  };
}
