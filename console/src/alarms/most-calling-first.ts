import type { AlarmRow } from "./alarm-api.js";
import { ALARM_GROUPS, groupOf } from "./alarm-commands.js";

const URGENCY = Object.keys(ALARM_GROUPS);

/** What calls for somebody first; of those alike, what still stands, then what entered its state last. */
export function mostCallingFirst(a: AlarmRow, b: AlarmRow): number {
  const byGroup = URGENCY.indexOf(groupOf(a.state)) - URGENCY.indexOf(groupOf(b.state));
  if (byGroup !== 0) return byGroup;
  if (a.active !== b.active) return a.active ? -1 : 1;
  return Date.parse(b.since) - Date.parse(a.since) || (a.id < b.id ? -1 : 1);
}
