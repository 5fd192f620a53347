import { describe, expect, test } from "@jest/globals";
import { addSeconds } from "@phm/domain";
import fc from "fast-check";
import { type LatchState, type Observation, observe, RELEASED, stepLatch } from "./latch.js";

const DELAYS = { holdS: 60, holdCount: 4, releaseS: 600, releaseCount: 12 };
const START = 1_600_000_000_000_000_000n;

function run(observations: readonly Observation[], intervalS: number): LatchState[] {
  let state = RELEASED;
  return observations.map((observation, i) => {
    state = stepLatch(state, observation, addSeconds(START, i * intervalS), DELAYS);
    return state;
  });
}

describe("latch", () => {
  test("trips after holding a minute, and dates the rise to its first instant", () => {
    const states = run(["off", ...Array<Observation>(7).fill("on")], 10);
    expect(states.map((s) => s.active)).toEqual([false, false, false, false, false, false, false, true]);
    expect(states[7]?.sinceNs).toBe(String(addSeconds(START, 10)));
  });

  test("on sparse data it waits for the number of observations", () => {
    expect(run(Array<Observation>(4).fill("on"), 300).map((s) => s.active)).toEqual([false, false, false, true]);
  });

  test("a value between the limits neither trips nor releases", () => {
    const tripped = run(Array<Observation>(7).fill("on"), 10)[6] as LatchState;
    let state = tripped;
    for (let i = 0; i < 200; i++) state = stepLatch(state, "between", addSeconds(START, 100 + i * 10), DELAYS);
    expect(state).toEqual(tripped);
    expect(run(Array<Observation>(200).fill("between"), 10).at(-1)).toEqual(RELEASED);
  });

  test("whatever is observed, two changes are never closer than the shorter delay", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Observation>("on", "off", "between"), { maxLength: 300 }), (observations) => {
        const states = run(observations, 10);
        const changes = states.flatMap((s, i) => (i > 0 && s.active !== states[i - 1]?.active ? [i] : []));
        for (let i = 1; i < changes.length; i++) expect((changes[i]! - changes[i - 1]!) * 10).toBeGreaterThanOrEqual(60);
        for (const s of states) expect(s.changingCount).toBeLessThanOrEqual(12);
      }),
    );
  });

  test("a value on the upper limit is on, on the lower limit is between", () => {
    expect([observe(2, 2, 1.6), observe(1.6, 2, 1.6), observe(1.59, 2, 1.6)]).toEqual(["on", "between", "off"]);
  });
});
