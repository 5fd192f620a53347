import { type BilingualText, type ChecklistItem, InvalidValue, type ItemTick, type OrderWork, type WorkOrder } from "@phm/domain";

/** Items of one order: a site that has more to check for one fault keeps a procedure for it. */
export const MAX_CHECKLIST = 100;

export const NO_WORK: OrderWork = { checklist: [], timeBookings: [], partBookings: [], attachments: [] };

/** The order with what the knowledge base wants checked for its fault, behind what is on its list already. */
export function withChecks(order: WorkOrder, checks: readonly BilingualText[]): WorkOrder {
  const { work = NO_WORK } = order;
  const known = new Set(work.checklist.map(({ text }) => text.en));
  const missing = checks.filter(({ en }) => !known.has(en)).slice(0, MAX_CHECKLIST - work.checklist.length);
  if (missing.length === 0) return order;
  const items = missing.map((text, index) => ({ number: work.checklist.length + index + 1, text }));
  return { ...order, work: { ...work, checklist: [...work.checklist, ...items] } };
}

/** Numbers of the items that nobody has ticked. */
export function openItems(checklist: readonly ChecklistItem[]): number[] {
  return checklist.filter(({ tick }) => !tick).map(({ number }) => number);
}

/** The list with an item ticked, or ticked anew. @throws InvalidValue where there is no such item */
export function ticked(checklist: readonly ChecklistItem[], number: number, tick: ItemTick): readonly ChecklistItem[] {
  if (!checklist.some((item) => item.number === number)) {
    throw new InvalidValue("number", number, checklist.length > 0 ? `1 to ${checklist.length}` : "of a checklist; the order has none");
  }
  return checklist.map((item) => (item.number === number ? { ...item, tick } : item));
}
