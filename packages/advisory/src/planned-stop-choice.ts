import { addSeconds, formatTimeNs, type PlannedStop, type TimeNs } from "@phm/domain";

/**
 * The last stop that begins no sooner than work can be prepared (`soonestS`) and no later than the risk allows (`latestS`), in seconds from
 * `timeNs` on: late enough to plan for, early enough to trust.
 */
export function stopWithin(stops: readonly PlannedStop[], timeNs: TimeNs, soonestS: number, latestS: number): PlannedStop | undefined {
  const [soonestNs, latestNs] = [addSeconds(timeNs, soonestS), addSeconds(timeNs, latestS)];
  return stops
    .filter(({ startNs }) => startNs >= soonestNs && startNs <= latestNs)
    .reduce<PlannedStop | undefined>((last, stop) => (last && last.startNs >= stop.startNs ? last : stop), undefined);
}

/** What planned stops have to do with a due date, as a sentence to append; empty where none lies ahead. */
export function plannedStopWords(
  stops: readonly PlannedStop[],
  chosen: PlannedStop | undefined,
  timeNs: TimeNs,
): { en: string; zh: string } {
  if (chosen) {
    const start = formatTimeNs(chosen.startNs);
    return { en: ` Planned stop ${chosen.id} begins before that, at ${start}.`, zh: `计划停机 ${chosen.id} 在此之前开始:${start}。` };
  }
  const ahead = stops.filter(({ startNs }) => startNs > timeNs).sort((a, b) => (a.startNs < b.startNs ? -1 : 1));
  const [next] = ahead;
  if (!next) return { en: "", zh: "" };
  const start = formatTimeNs(next.startNs);
  return {
    en: ` No planned stop begins in that time; the next one, ${next.id}, begins at ${start}.`,
    zh: `此期间没有计划停机;下一次计划停机 ${next.id} 开始于 ${start}。`,
  };
}
