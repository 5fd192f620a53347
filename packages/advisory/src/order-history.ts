import type { WorkOrderEvent } from "@phm/domain";

/** Lines of history kept: the opening always, and of the rest the mere enrichments go first. */
export const MAX_HISTORY = 12;

/** The history with further lines, cut to what is kept. */
export function withEvents(history: readonly WorkOrderEvent[], events: readonly WorkOrderEvent[]): readonly WorkOrderEvent[] {
  let kept = [...history, ...events];
  while (kept.length > MAX_HISTORY) {
    const enriched = kept.findIndex((event) => event.kind === "enriched");
    const dropped = enriched > 0 ? enriched : 1;
    kept = kept.filter((_, i) => i !== dropped);
  }
  return kept;
}
