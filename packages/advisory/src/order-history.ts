import { laterTime, type WorkOrder, type WorkOrderEvent } from "@phm/domain";

/** Events that an order carries itself: the opening, and of the rest the latest. Those between are for whoever keeps it to keep. */
export const MAX_HISTORY = 40;

/** An event before it has its place in a history. */
export type NewEvent = Omit<WorkOrderEvent, "sequence">;

/** The part of an order that its history is. */
export type OrderHistory = Pick<WorkOrder, "history" | "eventCount">;

export const NO_HISTORY: OrderHistory = { history: [], eventCount: 0 };

/** The history with further events: each is numbered, and none is older than the one before it. */
export function withEvents({ history, eventCount }: OrderHistory, events: readonly NewEvent[]): OrderHistory {
  const all = [...history];
  for (const [index, event] of events.entries()) {
    const lastNs = all.at(-1)?.timeNs ?? event.timeNs;
    all.push({ ...event, sequence: eventCount + index + 1, timeNs: laterTime(event.timeNs, lastNs) });
  }
  const [first, ...rest] = all;
  const kept = first ? [first, ...rest.slice(-(MAX_HISTORY - 1))] : [];
  return { history: kept, eventCount: eventCount + events.length };
}
