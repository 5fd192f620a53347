/** The day of a time where the reader is: `2026-03-01`. */
export function dayOf(time: string | Date): string {
  const at = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

const MOST_DAYS = 366;

/** Every day that a span touches, its last included. */
export function daysOf(start: string, end: string): string[] {
  const days = [dayOf(start)];
  const at = new Date(start);
  while (days.at(-1) !== dayOf(end) && days.length < MOST_DAYS) {
    at.setDate(at.getDate() + 1);
    if (dayOf(at) > dayOf(end)) break;
    days.push(dayOf(at));
  }
  return days;
}
