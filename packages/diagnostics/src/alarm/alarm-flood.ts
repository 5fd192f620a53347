import { addSeconds, type TimeNs } from "@phm/domain";

/** ISA-18.2, IEC 62682: a flood begins with more than 10 alarms in 10 minutes for one operator, and ends with fewer than 5. */
export const FLOOD_WINDOW_S = 600;
export const FLOOD_BEGINS_ABOVE = 10;
export const FLOOD_ENDS_BELOW = 5;

export interface AlarmFlood {
  /** Flood mode: alarms come faster than a person can answer them. */
  readonly active: boolean;
  /** Alarms raised in the last ten minutes. */
  readonly alarmsInWindow: number;
  /** Floods that have begun so far. */
  readonly floods: number;
}

/**
 * Flood mode of a set of assets (a site), by going through its alarms in time order.
 * @param raisedNs when alarms were raised, in any order; those after `nowNs` do not count
 */
export function alarmFlood(raisedNs: readonly TimeNs[], nowNs: TimeNs): AlarmFlood {
  const ordered = raisedNs.filter((timeNs) => timeNs <= nowNs).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  let [active, floods, first] = [false, 0, 0];
  const forgetUntil = (timeNs: TimeNs) => {
    const oldestNs = addSeconds(timeNs, -FLOOD_WINDOW_S);
    while (first < ordered.length && (ordered[first] as TimeNs) <= oldestNs) first++;
  };
  ordered.forEach((timeNs, i) => {
    forgetUntil(timeNs);
    const others = i - first;
    // Until the moment before this alarm the rate had fallen to the others: the flood may have ended meanwhile.
    if (others < FLOOD_ENDS_BELOW) active = false;
    if (!active && others + 1 > FLOOD_BEGINS_ABOVE) {
      active = true;
      floods++;
    }
  });
  forgetUntil(nowNs);
  const alarmsInWindow = ordered.length - first;
  return { active: active && alarmsInWindow >= FLOOD_ENDS_BELOW, alarmsInWindow, floods };
}
