import { expect, test } from "@jest/globals";
import { isWarningRun } from "./warning-run.js";

test("warnings count as a failure from so many in a row on; what was skipped neither counts nor breaks the row", () => {
  expect(isWarningRun(["warn", "skipped", "warn", "warn"], 3)).toBe(true);
  expect(isWarningRun(["warn", "warn", "ok", "warn"], 3)).toBe(false);
  expect(isWarningRun(["ok", "warn", "warn", "warn"], 3)).toBe(false);
  expect(isWarningRun(["warn", "warn", "warn"], undefined)).toBe(false);
});
