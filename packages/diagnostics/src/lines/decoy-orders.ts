import type { BearingOrders } from "@phm/domain";

const DECOYS = 41;
const LOWEST_SHARE = 0.62;
const HIGHEST_SHARE = 1.58;
/** A decoy keeps this far from everything that a real bearing or shaft may show. */
const CLEARANCE = 0.02;

/** Orders at which lines may really stand: characteristic ones, their low multiples and fractions, and their sidebands. */
function realOrders(orders: BearingOrders): number[] {
  const rolling = 2 * orders.bsf;
  const families = [orders.bpfo, orders.bpfi, rolling, orders.bsf];
  const fractions = [1 / 2, 1, 3 / 2, 2];
  return [
    ...families.flatMap((order) => fractions.map((share) => order * share)),
    ...families.flatMap((order) => [order - 1, order + 1]),
    ...[rolling, orders.bsf].flatMap((order) => [order - orders.ftf, order + orders.ftf]),
  ];
}

/**
 * Orders near `order` at which this machine has no reason to show a line. The same comb evaluated there says what chance, a rough floor
 * or an unknown source gives, so one threshold serves all machines.
 */
export function decoyOrders(order: number, orders: BearingOrders): number[] {
  const avoided = realOrders(orders);
  const step = (HIGHEST_SHARE - LOWEST_SHARE) / (DECOYS - 1);
  return Array.from({ length: DECOYS }, (_, i) => order * (LOWEST_SHARE + i * step)).filter(
    (decoy) =>
      Math.abs(decoy - Math.round(decoy)) > CLEARANCE && avoided.every((real) => Math.abs(decoy - real) > CLEARANCE * Math.max(1, real)),
  );
}
