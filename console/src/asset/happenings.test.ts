import { expect, test } from "@jest/globals";
import type { AlarmStep } from "../alarms/alarm-api.js";
import type { OrderRow } from "../fleet/fleet-api.js";
import { happeningsOf } from "./happenings.js";

const NOTHING = { orders: [], repairs: [], alarms: [], gaps: [] };
const step = (sequence: number, event: AlarmStep["event"], time: string) => ({ sequence, event, time }) as AlarmStep;
const order = (fields: Partial<OrderRow>) => ({ id: "WO-1", openedAt: "2026-01-02T00:00:00Z", ...fields }) as OrderRow;

test("an alarm lasts from its raising to its clearing, and the last one may still stand", () => {
  const steps = [
    step(3, "raised", "2026-01-03T00:00:00Z"),
    step(1, "raised", "2026-01-01T00:00:00Z"),
    step(2, "cleared", "2026-01-02T00:00:00Z"),
    step(4, "changed", "2026-01-04T00:00:00Z"),
  ];
  expect(happeningsOf({ ...NOTHING, alarms: [steps] })).toEqual([
    { kind: "alarm", from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" },
    { kind: "alarm", from: "2026-01-03T00:00:00Z" },
  ]);
});

test("an order for a broken sensor is a sensor fault, and an open one has no end", () => {
  const [found] = happeningsOf({ ...NOTHING, orders: [order({ failureMode: "sensor_fault" })] });
  expect(found).toEqual({ kind: "sensor_fault", from: "2026-01-02T00:00:00Z", order: "WO-1", failureMode: "sensor_fault" });
});

test("everything stands in order of time", () => {
  const found = happeningsOf({
    ...NOTHING,
    orders: [order({ endedAt: "2026-01-05T00:00:00Z" })],
    repairs: [{ id: "WO-1", time: "2026-01-04T12:00:00+02:00" }],
    gaps: [{ from: "2026-01-01T00:00:00Z", to: "2026-01-01T05:00:00Z" }],
  });
  expect(found.map(({ kind }) => kind)).toEqual(["gap", "order", "repair"]);
});
