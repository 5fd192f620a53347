import { expect, test } from "@jest/globals";
import type { ConditionLevel } from "@phm/domain";
import type { FleetRow } from "./fleet-api.js";
import { worstFirst } from "./worst-first.js";

const row = (id: string, state?: ConditionLevel, levelRatio: number | null = 1, p10S?: number): FleetRow => ({
  ...{ id, site: "default", kind: "motor", asOf: null, finding: null },
  condition: state ? { state, zone: null, since: "", levelRatio } : null,
  rul: p10S === undefined ? null : { status: "estimate", p10S },
});

test("what wants to be looked at first comes first: condition, then remaining life, then level, then name", () => {
  const rows = [
    row("well", "normal"),
    row("unknown"),
    row("deaf", "sensor_fault"),
    row("loud", "alarm", 9),
    row("late", "alarm", 20, 90_000),
    row("soon", "alarm", 3, 600),
    row("b", "alert", 2),
    row("a", "alert", 2),
  ];
  expect(rows.toSorted(worstFirst).map(({ id }) => id)).toEqual(["soon", "late", "loud", "a", "b", "deaf", "unknown", "well"]);
});
