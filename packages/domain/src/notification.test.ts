import { describe, expect, test } from "@jest/globals";
import {
  checkNotificationChannel,
  checkNotificationRule,
  type NotificationChannel,
  type NotificationRule,
  organisationId,
} from "./index.js";

const CHANNEL: NotificationChannel = {
  id: "floor",
  organisation: organisationId("acme"),
  kind: "webhook",
  url: "https://hooks.example.com/phm",
  to: [],
  language: "zh",
  roles: ["technician"],
};
const RULE: NotificationRule = {
  id: "nights",
  organisation: organisationId("acme"),
  kinds: ["order_opened"],
  leastTier: "plan",
  roles: ["technician"],
  quietHours: { from: "22:00", to: "06:00", timeZone: "Asia/Shanghai" },
  escalateAfterMin: 30,
  escalateTo: ["planner"],
};

describe("a notification channel", () => {
  test.each([
    [{ url: "http://hooks.example.com" }, "url"],
    [{ url: "ftp://hooks.example.com" }, "url"],
    [{ url: "https://user:word@hooks.example.com" }, "url"],
    [{ url: "hooks" }, "url"],
    [{ kind: "email" as const, to: [] }, "to"],
    [{ kind: "email" as const, to: ["li at example"] }, "to"],
    [{ kind: "email" as const, to: ["li@example.com\nBcc: all@example.com"] }, "to"],
    [{ secret: "short" }, "secret"],
    [{ roles: [] }, "roles"],
    [{ id: "a b" }, "id"],
  ])("with %j is refused by name", (change, field) => {
    expect(() => checkNotificationChannel({ ...CHANNEL, ...change })).toThrow(expect.objectContaining({ name: "InvalidValue", field }));
  });

  test("may be plain http on the service's own machine only", () => {
    expect(() => checkNotificationChannel({ ...CHANNEL, url: "http://127.0.0.1:9000/x" })).not.toThrow();
    expect(() => checkNotificationChannel({ ...CHANNEL, url: "http://127.0.0.1.example.com/x" })).toThrow();
  });

  test("is refused without telling its secret", () => {
    expect(() => checkNotificationChannel({ ...CHANNEL, secret: "hunter2" })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });
});

describe("a notification rule", () => {
  test("that keeps all rules passes", () => {
    expect(() => checkNotificationRule(RULE)).not.toThrow();
  });

  test.each([
    [{ kinds: [] }, "kinds"],
    [{ quietHours: { from: "25:00", to: "06:00", timeZone: "UTC" } }, "quietHours.from"],
    [{ quietHours: { from: "06:00", to: "06:00", timeZone: "UTC" } }, "quietHours.to"],
    [{ quietHours: { from: "22:00", to: "06:00", timeZone: "Mars/Olympus" } }, "quietHours.timeZone"],
    [{ escalateAfterMin: 0 }, "escalateAfterMin"],
    [{ escalateTo: [] }, "escalateTo"],
  ])("with %j is refused by name", (change, field) => {
    expect(() => checkNotificationRule({ ...RULE, ...change })).toThrow(expect.objectContaining({ name: "InvalidValue", field }));
  });
});
