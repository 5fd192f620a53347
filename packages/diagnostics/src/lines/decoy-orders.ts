import type { BearingOrders } from "@phm/domain";

/** Decoys keep this far from everything that a real bearing or shaft may show. */
const CLEARANCE = 0.02;
/** Fewer decoys than this say nothing about chance. */
export const MIN_DECOYS = 5;

/** Orders at which lines may really stand: characteristic ones, their low multiples and fractions, and their sidebands. */
function realOrders({ bpfo, bpfi, bsf, ftf }: BearingOrders): number[] {
  const families = [bpfo, bpfi, 2 * bsf, bsf];
  const fractions = [1 / 2, 1, 3 / 2, 2];
  return [
    ...families.flatMap((order) => fractions.map((share) => order * share)),
    ...families.flatMap((order) => [order - 1, order + 1]),
    ...[2 * bsf, bsf].flatMap((order) => [order - ftf, order + ftf]),
  ];
}

/** Cage orders, their low multiples and fractions, and those of the cage as seen from the shaft. */
function realCageOrders({ ftf }: BearingOrders): number[] {
  const shares = [1, 2, 3];
  return shares.flatMap((divisor) => [...shares.map((factor) => (factor * ftf) / divisor), (1 - ftf) / divisor, 1 / (divisor + 1)]);
}

const grid = (order: number, lowShare: number, highShare: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => order * (lowShare + (i * (highShare - lowShare)) / (count - 1)));

/**
 * Orders near `order` at which this machine has no reason to show a line. The same comb evaluated there says what chance, a rough floor
 * or an unknown source gives, so that one threshold serves all machines.
 * @param bearings all of the machine: a line of the one is no chance line for the other
 */
export function decoyOrders(order: number, bearings: readonly BearingOrders[]): number[] {
  const avoided = bearings.flatMap(realOrders);
  return grid(order, 0.62, 1.58, 41).filter(
    (decoy) =>
      Math.abs(decoy - Math.round(decoy)) > CLEARANCE && avoided.every((real) => Math.abs(decoy - real) > CLEARANCE * Math.max(1, real)),
  );
}

/** The same for the slow order of a cage. */
export function cageDecoyOrders(ftf: number, bearings: readonly BearingOrders[]): number[] {
  const avoided = bearings.flatMap(realCageOrders);
  return grid(ftf, 0.45, 1.7, 61).filter((decoy) => decoy > 0.2 && avoided.every((real) => Math.abs(decoy - real) > CLEARANCE * decoy));
}
