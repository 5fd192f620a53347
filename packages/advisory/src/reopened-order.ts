import type { WorkOrder } from "@phm/domain";
import { secondsBetween } from "@phm/domain";

/** A new order on the same fault within 30 days of the machine's time is said to follow the one before. */
export const REOPEN_WINDOW_S = 30 * 24 * 3600;

/** A newly opened order, linked to the latest one that has ended on the same key, if that ended within the window. */
export function withPreviousOrder(opened: WorkOrder, ended: WorkOrder): WorkOrder {
  if (secondsBetween(ended.updatedNs, opened.openedNs) > REOPEN_WINDOW_S) return opened;
  const [first, ...rest] = opened.history;
  const history = first ? [{ ...first, note: `${first.note}, after ${ended.id} (${ended.state})` }, ...rest] : [];
  return { ...opened, previousOrder: ended.id, history };
}
