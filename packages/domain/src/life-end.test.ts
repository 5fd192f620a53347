import { describe, expect, test } from "@jest/globals";
import { assetRef } from "./ids.js";
import { lifeEndOf } from "./life-end.js";
import type { Verdict } from "./verdict.js";

const REF = assetRef("acme", "north", "pump");
const FOUND: Verdict = {
  ...{ id: "v", ref: REF, workOrder: "WO-1", component: "bearing", advised: "degradation_general", result: "confirmed" },
  ...{ failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4", workDone: "bearing changed", repaired: true },
  ...{ timeNs: 200n, actor: "Li", advisories: [] },
};
const endOf = (change: Partial<Verdict>) => lifeEndOf({ ...FOUND, ...change });

describe("the end of life that a verdict tells of", () => {
  test("a machine that failed of what was advised ended when it failed, not when the work was done", () => {
    expect(endOf({ failedNs: 150n })).toEqual({ endNs: 150n, censored: false });
    expect(endOf({ failedNs: 150n, repaired: false })).toEqual({ endNs: 150n, censored: false });
  });

  test("one that was repaired before it failed, or failed of something else, would have lasted longer", () => {
    expect(endOf({})).toEqual({ endNs: 200n, censored: true });
    expect(endOf({ result: "other", failureMode: "imbalance", failedNs: 150n })).toEqual({ endNs: 150n, censored: true });
    const { failureMode: _, mechanism: _m, cause: _c, ...nothing } = FOUND;
    expect(lifeEndOf({ ...nothing, result: "not_found" })).toEqual({ endNs: 200n, censored: true });
  });

  test("one that is the same afterwards lives on; what was found at a sensor ends no machine's life", () => {
    expect(endOf({ repaired: false })).toBeNull();
    expect(endOf({ result: "not_found", repaired: false })).toBeNull();
    expect(endOf({ advised: "sensor_fault", failureMode: "sensor_fault" })).toBeNull();
    expect(endOf({ advised: "bearing_outer_race", result: "other", failureMode: "sensor_fault" })).toBeNull();
  });
});
