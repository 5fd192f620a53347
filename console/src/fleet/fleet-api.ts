import type { ConditionLevel, FailureMode, Tier, Zone } from "@phm/domain";
import { get } from "../api/request.js";
import type { ShownLife } from "../shell/remaining-life.js";

/** One machine at a glance; nulls where nothing has come of it yet. */
export interface FleetRow {
  readonly id: string;
  readonly site: string;
  readonly kind: string;
  readonly asOf: string | null;
  readonly condition: {
    readonly state: ConditionLevel;
    readonly zone: Zone | null;
    readonly since: string;
    readonly levelRatio: number | null;
  } | null;
  readonly finding: { readonly failureMode: FailureMode; readonly confidence: number } | null;
  readonly rul: ShownLife | null;
}

/** A work order as lists show it. */
export interface OrderRow {
  readonly id: string;
  readonly asset: string;
  readonly site: string;
  readonly tier: Tier;
  readonly state: string;
  readonly openedAt: string;
  readonly endedAt?: string;
  readonly dueAt: string;
  readonly failureMode?: FailureMode;
  readonly title?: { readonly en: string; readonly zh: string };
  readonly assignee?: string;
}

interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
}

const PAGE = 500;

/** Every row of a list, page after page. @param path with its query, that ends in `?` or `&` */
export async function everyPage<Row>(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Row> = await get(`${path}limit=${PAGE}${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

export const fleet = (): Promise<FleetRow[]> => everyPage("/fleet?");
export const standingOrders = (): Promise<OrderRow[]> => everyPage("/work-orders?standing=true&summary=true&");
