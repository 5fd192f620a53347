import { describe, expect, test } from "@jest/globals";
import { afterInterval } from "./recurrence-interval.js";
import { checkRecurrenceRule, type RecurrenceRule } from "./recurrence-rule.js";
import { formatTimeNs, parseTimeNs } from "./time.js";
import { wallClock } from "./wall-clock.js";

const rule = (rrule: string, change: Partial<RecurrenceRule> = {}): RecurrenceRule => ({
  ...{ rrule, start: "2026-01-05T06:00", timeZone: "Asia/Shanghai" },
  ...change,
});

describe("a recurrence rule", () => {
  test.each([
    "FREQ=DAILY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=6,18",
    "FREQ=YEARLY;BYMONTH=3;BYSETPOS=1;BYDAY=MO;UNTIL=20301231",
    "FREQ=DAILY;UNTIL=20270101T000000Z",
    "FREQ=DAILY;COUNT=10",
  ])("%s is taken", (text) => expect(() => checkRecurrenceRule(rule(text))).not.toThrow());

  test.each([
    ["FREQ=DAILY;FOO=1", "rule.rrule.FOO", "left out"],
    ["FREQ=SECONDLY", "rule.rrule.FREQ", "HOURLY"],
    ["FREQ=DAILY;INTERVAL=0", "rule.rrule.INTERVAL", "from 1"],
    ["FREQ=DAILY;BYHOUR=25", "rule.rrule.BYHOUR", "0 to 23"],
    ["FREQ=DAILY;BYMONTHDAY=0", "rule.rrule.BYMONTHDAY", "1 to 31"],
    ["FREQ=WEEKLY;BYDAY=XX", "rule.rrule.BYDAY", "MO,WE"],
    ["FREQ=DAILY;UNTIL=20200101", "rule.rrule.UNTIL", "not before 2026-01-05T06:00"],
    ["FREQ=DAILY;UNTIL=20261340", "rule.rrule.UNTIL", "exists"],
    ["FREQ=DAILY;COUNT=3;UNTIL=20300101", "rule.rrule.UNTIL", "COUNT"],
    ["FREQ=DAILY;FREQ=WEEKLY", "rule.rrule.FREQ", "once"],
    ["INTERVAL=2", "rule.rrule.FREQ", "one of"],
    ["every day", "rule.rrule", "NAME=VALUE"],
  ])("%s is refused naming %s", (text, field, limit) => {
    expect(() => checkRecurrenceRule(rule(text))).toThrow(
      expect.objectContaining({ name: "InvalidValue", field, limit: expect.stringContaining(limit) }),
    );
  });

  test("a zone or start that does not exist is refused by name", () => {
    const refused = (change: Partial<RecurrenceRule>) => () => checkRecurrenceRule(rule("FREQ=DAILY", change));
    expect(refused({ timeZone: "Mars/Olympus" })).toThrow(expect.objectContaining({ field: "rule.timeZone", value: '"Mars/Olympus"' }));
    expect(refused({ start: "2026-02-30T06:00" })).toThrow(expect.objectContaining({ field: "rule.start" }));
  });
});

describe("a wall clock", () => {
  const berlin = wallClock("Europe/Berlin");
  const instant = (wall: string) => formatTimeNs(berlin.instantOf(Date.parse(`${wall}Z`)));

  test("gives a time that is skipped as much later, and of one that comes twice the first", () => {
    expect(instant("2026-03-29T02:30:00")).toBe("2026-03-29T01:30:00Z");
    expect(instant("2026-10-25T02:30:00")).toBe("2026-10-25T00:30:00Z");
    expect(instant("2026-07-01T06:00:00")).toBe("2026-07-01T04:00:00Z");
  });

  test("shows again the wall time that it was asked for", () => {
    for (const wall of ["2026-01-01T00:00:00Z", "2026-10-25T03:30:00Z", "1999-12-31T23:59:00Z"]) {
      expect(berlin.wallMsAt(berlin.instantOf(Date.parse(wall)))).toBe(Date.parse(wall));
    }
  });
});

describe("an interval that counts from when work was done", () => {
  const next = (rrule: string, done: string) => formatTimeNs(afterInterval(rule(rrule), parseTimeNs(done)));

  test("keeps the time of day, and ends on the last day of a month that is too short", () => {
    expect(next("FREQ=MONTHLY;INTERVAL=1", "2027-01-31T09:30:00Z")).toBe("2027-02-27T22:00:00Z");
    expect(next("FREQ=DAILY;INTERVAL=10", "2026-05-01T20:00:00Z")).toBe("2026-05-11T22:00:00Z");
    expect(next("FREQ=WEEKLY;INTERVAL=2", "2026-05-01T09:30:00Z")).toBe("2026-05-14T22:00:00Z");
    expect(next("FREQ=YEARLY", "2028-02-29T01:00:00Z")).toBe("2029-02-27T22:00:00Z");
    expect(next("FREQ=HOURLY;INTERVAL=12", "2026-05-01T09:30:00Z")).toBe("2026-05-01T21:30:00Z");
  });

  test("begins with the start of the rule", () => {
    expect(formatTimeNs(afterInterval(rule("FREQ=DAILY"), undefined))).toBe("2026-01-04T22:00:00Z");
  });
});
