import type { BearingOrders } from "@phm/domain";
import type { CombShape } from "./line-comb.js";

export const BEARING_LINE_MODES = ["bearing_outer_race", "bearing_inner_race", "bearing_rolling_element", "bearing_cage"] as const;
export type BearingLineMode = (typeof BEARING_LINE_MODES)[number];

/**
 * The comb of each fault: an outer race is struck at BPFO; an inner race at BPFI, modulated as it turns through the load zone; a rolling
 * element strikes twice per turn, modulated as the cage carries it through the load zone; a cage shows at its own slow order.
 */
export function combShapes(orders: BearingOrders): Readonly<Record<BearingLineMode, CombShape>> {
  return {
    bearing_outer_race: { order: orders.bpfo, sidebandOrder: null },
    bearing_inner_race: { order: orders.bpfi, sidebandOrder: 1 },
    bearing_rolling_element: { order: 2 * orders.bsf, sidebandOrder: orders.ftf },
    bearing_cage: { order: orders.ftf, sidebandOrder: null },
  };
}
