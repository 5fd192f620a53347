import { combShapes } from "./bearing-faults.js";
import type { LineHypothesis } from "./line-hypothesis.js";
import type { OrderEvidence } from "./order-evidence.js";

/** Sidebands on each side that one fault explains: impacts that fade in and out have several. */
const SIDEBANDS = 3;
/** A line and the neighbours that it spreads to. */
const LINE_HALF_WIDTH = 2;

/** The evidence without the lines that a fault explains: its harmonics, with sidebands at the shaft and at the cage. */
export function withoutLinesOf(found: LineHypothesis, evidence: OrderEvidence): OrderEvidence {
  const { stepOrders } = evidence;
  const values = evidence.values.slice();
  const spacing = combShapes(found.bearing.orders)[found.failureMode].sidebandOrder ?? 1;
  const highest = values.length * stepOrders;
  for (let k = 1; k * found.order - SIDEBANDS * spacing < highest; k++) {
    for (let side = -SIDEBANDS; side <= SIDEBANDS; side++) {
      const centre = Math.round((k * found.order + side * spacing) / stepOrders);
      values.fill(0, Math.max(0, centre - LINE_HALF_WIDTH), Math.max(0, centre + LINE_HALF_WIDTH + 1));
    }
  }
  return { stepOrders, values };
}
