import { describe, expect, test } from "@jest/globals";
import { addSeconds, pointId, type Suppression } from "@phm/domain";
import { REF, START_NS } from "../test/advisories.js";
import { assessmentAt, CONFIG } from "../test/assessments.js";
import { advise } from "./advise.js";
import { initialAdvisoryState } from "./advisory-state.js";
import { applyAdvisory } from "./apply-advisory.js";
import { suppressionOf } from "./suppressions.js";

const at = (seconds: number) => addSeconds(START_NS, seconds);
const SUPPRESSION: Suppression = {
  ...{ id: "SUP-1", ref: REF, point: pointId("h"), failureMode: "gear", reason: "a loose cable", actor: "Li" },
  ...{ sinceNs: at(0), untilNs: at(100) },
};
const GEAR = { state: "alert", mode: "gear" } as const;

describe("a suppressed fault", () => {
  test("is advised on once, says so, opens no order, and is said again with an order when the time is over", () => {
    let state = initialAdvisoryState();
    const told = (seconds: number, suppressions: readonly Suppression[]) => {
      const [next, advisory] = advise(state, assessmentAt(seconds, GEAR), CONFIG, { suppressions });
      state = next;
      return advisory;
    };
    const first = told(10, [SUPPRESSION]);
    expect(first).toMatchObject({ tier: "plan", suppressedBy: { id: "SUP-1", reason: "a loose cable", untilNs: at(100) } });
    expect(applyAdvisory(null, first!)).toBeNull();
    expect(told(20, [SUPPRESSION])).toBeNull();
    const later = told(100, [SUPPRESSION]);
    expect(later).not.toHaveProperty("suppressedBy");
    expect(applyAdvisory(null, later!)?.state).toBe("open");
    expect(told(110, [])).toBeNull();
  });

  test("is said again at once when the suppression is lifted, and kept where nobody has asked for it", () => {
    const [state] = advise(initialAdvisoryState(), assessmentAt(10, GEAR), CONFIG, { suppressions: [SUPPRESSION] });
    expect(advise(state, assessmentAt(20, GEAR), CONFIG, {})[1]).toBeNull();
    const lifted = { ...SUPPRESSION, lifted: { actor: "Li", timeNs: at(15), reason: "it was real" } };
    expect(advise(state, assessmentAt(20, GEAR), CONFIG, { suppressions: [lifted] })[1]).not.toHaveProperty("suppressedBy");
  });

  test("still enriches an order that stands", () => {
    const [, advisory] = advise(initialAdvisoryState(), assessmentAt(10, GEAR), CONFIG, { suppressions: [SUPPRESSION] });
    const [, open] = advise(initialAdvisoryState(), assessmentAt(0, GEAR), CONFIG);
    expect(applyAdvisory(applyAdvisory(null, open!), advisory!)).toMatchObject({ state: "open", advisoryCount: 2 });
  });
});

test("a suppression is meant by asset, point and failure mode; without a point at any", () => {
  const said = { ref: REF, point: pointId("h"), failureMode: "gear" } as const;
  const anywhere: Suppression = { ...SUPPRESSION, id: "SUP-2", untilNs: at(200) };
  const { point: _, ...pointless } = anywhere;
  expect(suppressionOf([SUPPRESSION], said, at(0))).toBe(SUPPRESSION);
  expect(suppressionOf([SUPPRESSION], { ...said, point: pointId("v") }, at(0))).toBeUndefined();
  expect(suppressionOf([SUPPRESSION], { ...said, failureMode: "imbalance" }, at(0))).toBeUndefined();
  expect(suppressionOf([SUPPRESSION], { ...said, ref: { ...REF, asset: "fan" as never } }, at(0))).toBeUndefined();
  expect(suppressionOf([SUPPRESSION], said, at(100))).toBeUndefined();
  expect(suppressionOf([SUPPRESSION, pointless], said, at(0))).toBe(pointless);
  expect(suppressionOf([pointless], { ...said, point: pointId("v") }, at(0))).toBe(pointless);
});
