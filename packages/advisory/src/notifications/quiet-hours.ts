import type { QuietHours, TimeNs } from "@phm/domain";

const MINUTE_NS = 60_000_000_000n;
const DAY_MIN = 24 * 60;

/**
 * When a message may go out that should not wake anybody: at once outside the quiet hours, else when they end. Wall time of the rule's
 * time zone, a change to or from summer time included.
 */
export function afterQuietHours({ from, to, timeZone }: QuietHours, timeNs: TimeNs): TimeNs {
  const [start, end, now] = [minutesOf(from), minutesOf(to), minutesOf(localTime(timeNs, timeZone))];
  const isQuiet = start < end ? now >= start && now < end : now >= start || now < end;
  if (!isQuiet) return timeNs;
  const waitMin = (end - now + DAY_MIN) % DAY_MIN;
  const endNs = (timeNs / MINUTE_NS + BigInt(waitMin)) * MINUTE_NS;
  // The clocks may have been changed in the night: then it is that much later or earlier there.
  const shift = minutesOf(localTime(endNs, timeZone)) - end;
  return endNs - BigInt(shift > DAY_MIN / 2 ? shift - DAY_MIN : shift < -DAY_MIN / 2 ? shift + DAY_MIN : shift) * MINUTE_NS;
}

function minutesOf(timeOfDay: string): number {
  const [hours, minutes] = timeOfDay.split(":").map(Number) as [number, number];
  return 60 * hours + minutes;
}

function localTime(timeNs: TimeNs, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return format.format(new Date(Number(timeNs / 1_000_000n)));
}
