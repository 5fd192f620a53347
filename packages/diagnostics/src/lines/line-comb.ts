import type { OrderEvidence } from "./order-evidence.js";

/** Bound once: in the loops below a look-up of a global costs more than what it does. */
const { round } = Math;

/** Harmonics a fault is looked for at. */
export const HARMONICS = 5;
const SIDEBAND_WEIGHT = 0.5;

/** A family of lines: harmonics of one order, with sidebands where the load zone modulates the impacts. */
export interface CombShape {
  readonly order: number;
  /** Distance of the first sidebands in orders (shaft for an inner race, cage for a rolling element); null without. */
  readonly sidebandOrder: number | null;
}

export interface CombFit {
  /** Mean evidence over the lines of the comb. */
  readonly score: number;
  /** Order of the first harmonic that fits best. */
  readonly order: number;
}

/** Mean evidence over harmonics and sidebands that the spectrum reaches; 0 where it reaches none. Called very often: it allocates nothing. */
export function combScore({ stepOrders, values }: OrderEvidence, order: number, sidebandOrder: number | null): number {
  const end = values.length;
  const side = (sidebandOrder ?? 0) / stepOrders;
  let sum = 0;
  let weight = 0;
  for (let k = 1; k <= HARMONICS; k++) {
    const centre = (k * order) / stepOrders;
    const line = round(centre);
    if (line >= end) break;
    sum += values[line] as number;
    weight += 1;
    if (sidebandOrder === null) continue;
    const below = round(centre - side);
    if (below > 0) {
      sum += SIDEBAND_WEIGHT * (values[below] as number);
      weight += SIDEBAND_WEIGHT;
    }
    const above = round(centre + side);
    if (above < end) {
      sum += SIDEBAND_WEIGHT * (values[above] as number);
      weight += SIDEBAND_WEIGHT;
    }
  }
  return weight > 0 ? sum / weight : 0;
}

/** Relative deviations from an order that a search tries: steps of half a line at the highest harmonic. */
function searchSteps(evidence: OrderEvidence, order: number, toleranceRatio: number): number {
  return Math.max(1, Math.ceil((order * toleranceRatio * HARMONICS) / evidence.stepOrders));
}

/** The best fit of a comb near its order. All harmonics move together, so that a wide search does not collect chance lines. */
export function fitComb(evidence: OrderEvidence, shape: CombShape, toleranceRatio: number): CombFit {
  const steps = searchSteps(evidence, shape.order, toleranceRatio);
  let best: CombFit = { score: 0, order: shape.order };
  for (let i = -steps; i <= steps; i++) {
    const order = shape.order * (1 + (toleranceRatio * i) / steps);
    const score = combScore(evidence, order, shape.sidebandOrder);
    if (score > best.score) best = { score, order };
  }
  return best;
}
