import { TIERS } from "@phm/domain";
import type { OrderRow } from "../fleet/fleet-api.js";

/** Most urgent first, then by due date. */
export function mostUrgentFirst(a: OrderRow, b: OrderRow): number {
  const byTier = TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier);
  return byTier || (a.dueAt < b.dueAt ? -1 : 1);
}
