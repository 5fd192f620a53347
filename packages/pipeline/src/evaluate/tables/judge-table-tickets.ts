import { InvalidValue, secondsBetween } from "@phm/domain";
import type { MemberTickets, TableTickets } from "./table-tickets.js";

const S_PER_HOUR = 3600;

/** Least warning for a machine that is read each few minutes to hours: a day to plan in. */
export const MIN_TABLE_LEAD_H = 24;

/** One member's tickets beside the end of the table. */
export interface RankedMember {
  readonly member: string;
  /** Hours from the first watch and the first order to the end; absent where there was none. */
  readonly watchLeadH?: number;
  readonly orderLeadH?: number;
  readonly watches: number;
  readonly orders: number;
  /** 1 for the first order on the shaft; absent without an order. */
  readonly rank?: number;
}

/** The members by their first order; those without one last, in the order of the table. */
export function rankMembers({ members, endNs }: TableTickets): RankedMember[] {
  const leadH = (times: MemberTickets["ordersNs"]) => (times[0] === undefined ? undefined : secondsBetween(times[0], endNs) / S_PER_HOUR);
  const leads = members.map(({ member, watchesNs, ordersNs }) => {
    const [watchLeadH, orderLeadH] = [leadH(watchesNs), leadH(ordersNs)];
    return {
      member,
      ...(watchLeadH === undefined ? {} : { watchLeadH }),
      ...(orderLeadH === undefined ? {} : { orderLeadH }),
      watches: watchesNs.length,
      orders: ordersNs.length,
    };
  });
  const lead = (each: { orderLeadH?: number }) => each.orderLeadH ?? -1;
  return leads
    .map((each) => (each.orderLeadH === undefined ? each : { ...each, rank: 1 + leads.filter((other) => lead(other) > lead(each)).length }))
    .sort((a, b) => lead(b) - lead(a));
}

/** How the tickets of one table came out, given which members failed at its end. */
export interface TableVerdict {
  /** Every failed member in time and before each that did not fail. */
  readonly ok: boolean;
  readonly failed: readonly { readonly member: string; readonly inTime: boolean; readonly first: boolean; readonly orderLeadH?: number }[];
  /** Orders for members that did not fail, hours before the end. */
  readonly falseOrders: readonly { readonly member: string; readonly leadsH: readonly number[] }[];
  readonly falseWatches: readonly { readonly member: string; readonly leadsH: readonly number[] }[];
}

/**
 * Judges the tickets: each failed member must have its first order at least 24 h before the end, and before any order of a member that
 * did not fail.
 * @param failed names of the members that failed
 * @throws InvalidValue for a name that is not in the table
 */
export function judgeTableTickets(tickets: TableTickets, failed: readonly string[]): TableVerdict {
  const unknown = failed.find((name) => !tickets.members.some(({ member }) => member === name));
  if (unknown !== undefined) throw new InvalidValue("failed", unknown, `one of ${tickets.members.map(({ member }) => member).join(", ")}`);
  const leadsH = (times: MemberTickets["ordersNs"]) => times.map((time) => secondsBetween(time, tickets.endNs) / S_PER_HOUR);
  const sound = tickets.members.filter(({ member }) => !failed.includes(member));
  const earliestFalseH = Math.max(-1, ...sound.flatMap(({ ordersNs }) => leadsH(ordersNs)));
  const judged = failed.map((name) => {
    const [orderLeadH] = leadsH(tickets.members.find(({ member }) => member === name)?.ordersNs ?? []);
    if (orderLeadH === undefined) return { member: name, inTime: false, first: false };
    return { member: name, inTime: orderLeadH >= MIN_TABLE_LEAD_H, first: orderLeadH > earliestFalseH, orderLeadH };
  });
  const falseOnes = (times: (each: MemberTickets) => MemberTickets["ordersNs"]) =>
    sound.flatMap((each) => (times(each).length === 0 ? [] : [{ member: each.member, leadsH: leadsH(times(each)) }]));
  return {
    ok: judged.length > 0 && judged.every(({ inTime, first }) => inTime && first),
    failed: judged,
    falseOrders: falseOnes((each) => each.ordersNs),
    falseWatches: falseOnes((each) => each.watchesNs),
  };
}
