import { secondsBetween } from "@phm/domain";
import type { JudgedOrder } from "./maintenance-kpis.js";

/** What the orders of a machine have cost so far, as far as rates, prices and failures are on record. */
export interface LifeCosts {
  readonly orders: number;
  /** Worked, hours. */
  readonly labourH: number;
  /** In the currency of the site, as is `partCost`. */
  readonly labourCost: number;
  readonly partCost: number;
  /** From failures to the finished work, hours. */
  readonly downtimeH: number;
}

const MIN_PER_H = 60;
const S_PER_H = 3_600;

export const NO_COSTS: LifeCosts = { orders: 0, labourH: 0, labourCost: 0, partCost: 0, downtimeH: 0 };

/** The costs with those of one order more, whether it has ended or not. */
export function withOrderCosts(before: LifeCosts, { order, verdict }: JudgedOrder): LifeCosts {
  const { timeBookings = [], partBookings = [] } = order.work ?? {};
  const hours = timeBookings.map(({ minutes, ratePerHour = 0 }) => ({ worked: minutes / MIN_PER_H, ratePerHour }));
  return {
    orders: before.orders + 1,
    labourH: hours.reduce((sum, { worked }) => sum + worked, before.labourH),
    labourCost: hours.reduce((sum, { worked, ratePerHour }) => sum + worked * ratePerHour, before.labourCost),
    partCost: partBookings.reduce((sum, { quantity, costPerUnit = 0 }) => sum + quantity * costPerUnit, before.partCost),
    downtimeH: before.downtimeH + (verdict?.failedNs === undefined ? 0 : stoodH(verdict.failedNs, verdict.timeNs)),
  };
}

function stoodH(failedNs: bigint, doneNs: bigint): number {
  return Math.max(0, secondsBetween(failedNs, doneNs) / S_PER_H);
}
