import { describe, expect, test } from "@jest/globals";
import { addSeconds, type NotificationChannel, type NotificationRule, parseTimeNs } from "@phm/domain";
import fc from "fast-check";
import { REF } from "../../test/advisories.js";
import { afterQuietHours } from "./quiet-hours.js";
import { type Notice, routeNotice } from "./route-notice.js";

const NOON_IN_SHANGHAI = parseTimeNs("2026-11-23T04:00:00Z", "now");
const { organisation, site } = REF;

const channel = (id: string, ...roles: string[]): NotificationChannel => ({
  ...{ id, organisation, kind: "wecom", url: "https://robots.example.com/send", to: [], language: "zh", roles },
});
const rule = (change: Partial<NotificationRule> = {}): NotificationRule => ({
  ...{ id: "r", organisation, kinds: ["order_opened"], leastTier: "plan", roles: ["technician"], escalateTo: [] },
  ...change,
});
const NOTICE: Notice = { kind: "order_opened", ref: REF, tier: "plan", timeNs: NOON_IN_SHANGHAI };
const CHANNELS = [channel("floor", "technician"), channel("office", "planner"), channel("boss", "manager", "planner")];
const route = (notice: Partial<Notice>, ...rules: NotificationRule[]) =>
  routeNotice({ ...NOTICE, ...notice }, rules, CHANNELS, NOON_IN_SHANGHAI);

describe("who is told", () => {
  test("the channels of the rule's roles, for the kinds and tiers that it names", () => {
    expect(route({}, rule()).map(({ channel }) => channel)).toEqual(["floor"]);
    expect(route({}, rule({ roles: ["planner"] })).map(({ channel }) => channel)).toEqual(["office", "boss"]);
    expect(route({ tier: "watch" }, rule())).toEqual([]);
    expect(route({ kind: "order_ended" }, rule())).toEqual([]);
  });

  test("of its own site and organisation only", () => {
    expect(route({}, rule({ site }))).toHaveLength(1);
    expect(route({}, rule({ site: "elsewhere" as never }))).toEqual([]);
    expect(route({}, rule({ organisation: "other" as never }))).toEqual([]);
  });

  test("each channel once, however many rules name it", () => {
    expect(route({}, rule(), rule({ id: "r2", roles: ["technician", "planner"] })).map(({ channel }) => channel)).toEqual([
      "floor",
      "office",
      "boss",
    ]);
  });

  test("again after a while those of the escalation, for a new order", () => {
    const escalating = rule({ escalateAfterMin: 30, escalateTo: ["manager"] });
    expect(route({}, escalating)).toEqual([
      { channel: "floor", kind: "order_opened", sendNs: NOON_IN_SHANGHAI },
      { channel: "boss", kind: "order_unacknowledged", sendNs: addSeconds(NOON_IN_SHANGHAI, 1_800) },
    ]);
    expect(route({ kind: "order_changed" }, escalating)).toEqual([]);
  });

  test("after the quiet hours, unless it cannot wait", () => {
    const quiet = rule({ quietHours: { from: "11:30", to: "13:00", timeZone: "Asia/Shanghai" } });
    expect(route({}, quiet)[0]?.sendNs).toBe(addSeconds(NOON_IN_SHANGHAI, 3_600));
    expect(route({ tier: "act_now" }, quiet)[0]?.sendNs).toBe(NOON_IN_SHANGHAI);
  });
});

describe("quiet hours", () => {
  const at = (time: string) => parseTimeNs(time, "t");

  test("may pass midnight", () => {
    const night = { from: "22:00", to: "06:00", timeZone: "UTC" };
    expect(afterQuietHours(night, at("2026-11-23T21:59:59Z"))).toBe(at("2026-11-23T21:59:59Z"));
    expect(afterQuietHours(night, at("2026-11-23T22:00:00Z"))).toBe(at("2026-11-24T06:00:00Z"));
    expect(afterQuietHours(night, at("2026-11-24T05:59:30Z"))).toBe(at("2026-11-24T06:00:00Z"));
    expect(afterQuietHours(night, at("2026-11-24T06:00:00Z"))).toBe(at("2026-11-24T06:00:00Z"));
  });

  test("end by the clock on the wall, also in the night when clocks are changed", () => {
    const night = { from: "22:00", to: "06:00", timeZone: "Europe/Dublin" };
    expect(afterQuietHours(night, at("2026-10-24T22:00:00Z"))).toBe(at("2026-10-25T06:00:00Z"));
    expect(afterQuietHours(night, at("2026-03-28T23:00:00Z"))).toBe(at("2026-03-29T05:00:00Z"));
  });

  test("never hold a message for a day, and never let it go within them", () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
    const zone = fc.constantFrom("UTC", "Asia/Shanghai", "Europe/Dublin", "America/St_Johns", "Asia/Kathmandu");
    const seconds = fc.integer({ min: 1_700_000_000, max: 1_800_000_000 });
    fc.assert(
      fc.property(clock, clock, zone, seconds, (from, to, timeZone, second) => {
        fc.pre(from !== to);
        const timeNs = BigInt(second) * 1_000_000_000n;
        const sendNs = afterQuietHours({ from, to, timeZone }, timeNs);
        expect(sendNs).toBeGreaterThanOrEqual(timeNs);
        expect(sendNs - timeNs).toBeLessThan(26n * 3_600_000_000_000n);
      }),
    );
  });
});
