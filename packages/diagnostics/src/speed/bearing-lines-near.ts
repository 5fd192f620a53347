import type { AssetConfig } from "@phm/domain";
import { combShapes } from "../lines/bearing-faults.js";
import { monitoredBearings } from "../lines/monitored-bearings.js";
import type { LooseOrder } from "./shaft-orders.js";

/** Harmonics of a bearing's line that may lie near those of a shaft. */
const HARMONICS = 3;
const HIGHEST_ORDER = 7;

/** Where the lines of the bearings of a machine may lie among those of its shaft, sidebands too: 3.05 is not three times a shaft that turns faster. */
export function bearingOrdersNear(config: AssetConfig): LooseOrder[] {
  return monitoredBearings(config).flatMap(({ orders, toleranceRatio }) =>
    Object.values(combShapes(orders)).flatMap(({ order, sidebandOrder }) => {
      const sides = sidebandOrder === null ? [0] : [-sidebandOrder, 0, sidebandOrder];
      const lines = Array.from({ length: HARMONICS }, (_, i) => sides.map((side) => (i + 1) * order + side)).flat();
      return lines.filter((line) => line > 0 && line <= HIGHEST_ORDER).map((line) => ({ order: line, toleranceRatio }));
    }),
  );
}
