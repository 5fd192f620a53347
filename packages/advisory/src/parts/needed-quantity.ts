import type { PlacedPart } from "@phm/domain";

/**
 * How much of a part the repair of an order needs at most, in the part's unit: as many as the machine has of it; where its bill says at which
 * components they are and one is the order's, as many as that one has; 1 where the bill does not have it.
 */
export function neededQuantity(part: string, component: string, bill: readonly PlacedPart[]): number {
  const placed = bill.filter((each) => each.part === part);
  const here = placed.filter((each) => each.component === component);
  const counted = here.length > 0 ? here : placed;
  return counted.length === 0 ? 1 : roundedUp(counted.reduce((sum, { quantity }) => sum + quantity, 0));
}

/** Stock is kept in thousandths. */
const roundedUp = (quantity: number): number => Math.ceil(quantity * 1_000 - 1e-6) / 1_000;
