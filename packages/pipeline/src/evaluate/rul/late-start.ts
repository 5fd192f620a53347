import type { TimeNs } from "@phm/domain";
import { secondsBetween } from "@phm/domain";
import type { EndedLife } from "./ended-life.js";

/**
 * How far a life's first order moves when monitoring starts late, as a share of the life; 1 where an order appears or disappears, 0 where
 * there is none either way.
 */
export function ticketMovedShare(
  { asset, startNs, endNs }: EndedLife,
  whole: ReadonlyMap<string, TimeNs>,
  late: ReadonlyMap<string, TimeNs>,
): number {
  const [before, after] = [whole.get(asset), late.get(asset)];
  if (before === undefined && after === undefined) return 0;
  if (before === undefined || after === undefined) return 1;
  return Math.abs(secondsBetween(before, after)) / secondsBetween(startNs, endNs);
}
