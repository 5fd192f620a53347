import { type MeterStanding, secondsBetween } from "@phm/domain";
import type { MeterOutlook } from "./plan-sight.js";
import { S_PER_DAY } from "./plan-time.js";

/** Readings over less than this say more of a shift than of a machine. */
const LEAST_DAYS = 1;

/** How a meter goes on: as it did from the first of the readings to the last. @param recent at least one, in their order */
export function meterOutlook(recent: readonly [MeterStanding, ...MeterStanding[]]): MeterOutlook {
  const [first] = recent;
  const last = recent.at(-1) ?? first;
  const days = secondsBetween(first.timeNs, last.timeNs) / S_PER_DAY;
  return days < LEAST_DAYS ? last : { ...last, perDay: (last.total - first.total) / days };
}
