import { median } from "../numbers/order-statistics.js";
import { fitComb } from "./line-comb.js";
import type { OrderEvidence } from "./order-evidence.js";

/** The same comb moved by whole orders: what a shaft that turns unevenly or rattles shows as much as at the order itself. */
const SHIFTS = [-2, -1, 1, 2];
/** An outer race whose load zone turns has such neighbours too, but this much weaker than its own lines: by a share, or by a step in ln power. */
const EXPECTED_SHARE = 0.6;
const EXPECTED_STEP = 0.7;
/** What a rival beyond that share takes away. A family as strong as the order itself takes all; sidebands can be of a real fault too. */
const SIDEBANDS_WEIGHT = 2;
const FAMILY_WEIGHT = 1 / (1 - EXPECTED_SHARE);
/** Multiples of the order over its nearest whole number that are looked at, and how far they must lie from the shaft's own lines and their skirts. */
const FAMILY_LINES = 9;
const CLEARANCE_ORDERS = 0.035;
const CLEARANCE_LINES = 2.5;

/**
 * Mean evidence of the family of which the order may be a mere member: 3.06 and its multiples may belong to something that turns 1.02 times
 * as fast as the shaft, with lines at 2.04, 4.08, 5.10 too. 0 where the order is no such multiple.
 */
function familyOfSlowerBase({ stepOrders, values }: OrderEvidence, order: number): number {
  const nearest = Math.round(order);
  const clearance = Math.max(CLEARANCE_ORDERS, CLEARANCE_LINES * stepOrders);
  const lines: number[] = [];
  for (let n = 2; n <= FAMILY_LINES; n++) {
    const line = (n * order) / nearest;
    if (n % nearest === 0 || Math.abs(line - n) <= clearance) continue;
    lines.push(values[Math.round(line / stepOrders)] ?? 0);
  }
  return lines.length === 0 ? 0 : lines.reduce((sum, line) => sum + line, 0) / lines.length;
}

/**
 * How much of an outer race's excess the shaft explains: where lines at its order come again around every shaft harmonic, or at the other
 * multiples of nearly the shaft's speed, they are of the shaft or of something loose on it, not impacts.
 */
export function shaftExplains(
  evidence: OrderEvidence,
  found: { readonly order: number; readonly excess: number; readonly chance: number },
  toleranceRatio: number,
): number {
  const moved = SHIFTS.map((shift) => fitComb(evidence, { order: found.order + shift, sidebandOrder: null }, toleranceRatio).score);
  const expected = found.chance + Math.max(0, EXPECTED_SHARE * found.excess, found.excess - EXPECTED_STEP);
  return Math.max(0, SIDEBANDS_WEIGHT * (median(moved) - expected), FAMILY_WEIGHT * (familyOfSlowerBase(evidence, found.order) - expected));
}
