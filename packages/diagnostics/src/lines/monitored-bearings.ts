import type { AssetConfig, BearingOrders, PointId } from "@phm/domain";
import { isResolved, resolveBearing } from "../machine/characteristic-orders.js";

/** A bearing of a machine with the points that sit on it: three axes of one sensor are one bearing. */
export interface MonitoredBearing {
  readonly points: readonly PointId[];
  readonly orders: BearingOrders;
  /** Its lines are expected within this share of their orders. */
  readonly toleranceRatio: number;
}

/** Bearings with known orders, told apart by their orders: two of one type are told apart by which of their points speaks louder. */
export function monitoredBearings(config: AssetConfig): readonly MonitoredBearing[] {
  const found = new Map<string, MonitoredBearing>();
  for (const { id, bearing } of config.points) {
    const resolved = resolveBearing(bearing);
    if (!isResolved(resolved)) continue;
    const { orders, toleranceRatio } = resolved;
    const key = [orders.bpfo, orders.bpfi, orders.bsf, orders.ftf].join(" ");
    const before = found.get(key);
    found.set(key, { points: [...(before?.points ?? []), id], orders, toleranceRatio });
  }
  return [...found.values()];
}
