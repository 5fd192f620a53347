import { expect, test } from "@jest/globals";
import { ALARM_STATES } from "@phm/domain";
import type { AlarmRow } from "./alarm-api.js";
import { ALARM_GROUPS, COMMANDS_IN, groupOf, mayCommand } from "./alarm-commands.js";
import { mostCallingFirst } from "./most-calling-first.js";

test("every state belongs to exactly one group", () => {
  expect(Object.values(ALARM_GROUPS).flat().sort()).toEqual([...ALARM_STATES].sort());
  expect(groupOf("shelved")).toBe("aside");
});

test("what is put aside can be brought back, and nothing is acknowledged that does not call", () => {
  expect(COMMANDS_IN.shelved).toContain("unshelve");
  expect(COMMANDS_IN.out_of_service).toEqual(["return-to-service"]);
  for (const state of ALARM_STATES) expect(COMMANDS_IN[state].includes("acknowledge")).toBe(groupOf(state) === "calling");
});

test("a technician answers an alarm, but does not put it aside", () => {
  expect([mayCommand("technician", "acknowledge"), mayCommand("technician", "shelve"), mayCommand("planner", "shelve")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("what calls comes first, of that what still stands, of that what came last", () => {
  const row = (id: string, state: AlarmRow["state"], active: boolean, since: string) => ({ id, state, active, since }) as AlarmRow;
  const rows = [
    row("well", "normal", false, "2026-01-09T00:00:00Z"),
    row("shelved", "shelved", true, "2026-01-08T00:00:00Z"),
    row("gone", "returned_unacknowledged", false, "2026-01-07T00:00:00Z"),
    row("old", "unacknowledged", true, "2026-01-01T00:00:00Z"),
    row("new", "unacknowledged", true, "2026-01-02T00:00:00Z"),
    row("seen", "acknowledged", true, "2026-01-03T00:00:00Z"),
  ];
  expect(rows.toSorted(mostCallingFirst).map(({ id }) => id)).toEqual(["new", "old", "gone", "seen", "shelved", "well"]);
});
