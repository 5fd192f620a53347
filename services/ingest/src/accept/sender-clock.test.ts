import { describe, expect, it } from "@jest/globals";
import { NS_PER_MS, NS_PER_S } from "@phm/domain";
import fc from "fast-check";
import { SenderClock } from "./sender-clock.js";

const START_NS = 1_800_000_000n * NS_PER_S;

/** Messages sent each `intervalS` by a clock that is `offsetNs` behind ours, each that much under way. */
function estimates(offsetNs: bigint, delaysNs: readonly bigint[], intervalS = 1, clock = new SenderClock(), startNs = START_NS): bigint[] {
  return delaysNs.map((delayNs, i) => {
    const trueNs = startNs + BigInt(i * intervalS) * NS_PER_S;
    return clock.offsetAt(trueNs - offsetNs, trueNs + delayNs);
  });
}

describe("the estimate of a sender's clock", () => {
  it("is the true offset and the shortest delay seen so far, whatever queues the other messages met", () => {
    const delay = fc.bigInt({ min: 0n, max: 30n * NS_PER_S });
    const offset = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(offset, fc.array(delay, { minLength: 1, maxLength: 30 }), (offsetNs, delaysNs) => {
        for (const [i, estimate] of estimates(offsetNs, delaysNs).entries()) {
          const delays = delaysNs.slice(0, i + 1).map((delayNs) => offsetNs + delayNs);
          expect(delays).toContain(estimate);
          for (const delayed of delays) expect(delayed).toBeGreaterThanOrEqual(estimate);
        }
      }),
    );
  });

  it("shows a clock that jumps ahead at once, and one that falls back within two minutes", () => {
    const clock = new SenderClock();
    const calm = Array.from({ length: 150 }, () => NS_PER_MS);
    expect(estimates(0n, calm, 1, clock).at(-1)).toBe(NS_PER_MS);
    const ahead = estimates(-600n * NS_PER_S, calm.slice(0, 1), 1, clock, START_NS + 150n * NS_PER_S);
    expect(ahead).toEqual([-600n * NS_PER_S + NS_PER_MS]);
    const back = estimates(0n, calm, 1, clock, START_NS + 151n * NS_PER_S);
    expect(back.indexOf(NS_PER_MS)).toBeLessThanOrEqual(120);
    expect(back.at(-1)).toBe(NS_PER_MS);
  });

  it("forgets what was before a long pause", () => {
    const clock = new SenderClock();
    estimates(-5n * NS_PER_S, [0n], 1, clock);
    expect(estimates(0n, [7n], 1, clock, START_NS + 3_600n * NS_PER_S)).toEqual([7n]);
  });

  it("starts anew when our own clock goes back", () => {
    const clock = new SenderClock();
    estimates(-5n * NS_PER_S, [0n], 1, clock);
    expect(estimates(3n, [0n], 1, clock, START_NS - 100n * NS_PER_S)).toEqual([3n]);
  });

  it("takes a clock that was never set, and refuses a time before 1970", () => {
    expect(new SenderClock().offsetAt(0n, START_NS)).toBe(START_NS);
    expect(() => new SenderClock().offsetAt(-1n, START_NS)).toThrow(expect.objectContaining({ field: "sentNs", reason: "bad_time" }));
  });
});
