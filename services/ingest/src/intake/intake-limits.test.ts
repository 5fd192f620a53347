import { describe, expect, test } from "@jest/globals";
import { Metrics } from "@phm/service-kit";
import fc from "fast-check";
import { IngestMetrics } from "../metrics.js";
import { ByteBudget } from "./byte-budget.js";
import { IntakeLimits } from "./intake-limits.js";
import { SenderRates } from "./sender-rates.js";

const NEVER = new AbortController().signal;
const limitsOf = (streams: number) =>
  new IntakeLimits({ bytesPerS: 1e9, acquisitionsPerS: 1e6, bytesInHand: 1e9, streams }, new IngestMetrics(new Metrics("test")), () => 0);

describe("the rate of a sender", () => {
  test("is kept over any time, whatever it sends: a second's worth at once, then so much a second", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(sizes, (amounts) => {
        let nowMs = 0;
        const rates = new SenderRates({ bytesPerS: 1_000, acquisitionsPerS: 1e9 }, () => nowMs);
        let sent = 0;
        for (const amount of amounts) {
          nowMs += rates.take("a", amount);
          sent += amount;
          expect(sent).toBeLessThanOrEqual(1_000 + nowMs + 1e-6);
        }
      }),
    );
  });

  test("counts acquisitions as well as bytes, and one sender does not pay for another", () => {
    const rates = new SenderRates({ bytesPerS: 1e9, acquisitionsPerS: 2 }, () => 0);
    expect([rates.take("a", 1), rates.take("a", 1), rates.take("a", 1), rates.take("b", 1)]).toEqual([0, 0, 500, 0]);
  });

  test("is paid back while nothing is sent", () => {
    let nowMs = 0;
    const rates = new SenderRates({ bytesPerS: 100, acquisitionsPerS: 1e9 }, () => nowMs);
    expect(rates.take("a", 300)).toBe(2_000);
    nowMs = 3_000;
    expect(rates.take("a", 100)).toBe(0);
  });
});

describe("the bytes in hand", () => {
  test("never exceed the budget but for one that is larger than it, alone, and everybody gets his turn in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 40 }), async (sizes) => {
        const budget = new ByteBudget(100);
        const entered: number[] = [];
        let inside = 0;
        await Promise.all(
          sizes.map(async (bytes, i) => {
            const leave = await budget.enter(bytes);
            entered.push(i);
            inside += 1;
            expect(budget.heldBytes <= 100 || inside === 1).toBe(true);
            await new Promise(setImmediate);
            inside -= 1;
            leave();
            leave();
          }),
        );
        expect(entered).toEqual(sizes.map((_, i) => i));
        expect(budget.heldBytes).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe("streams", () => {
  test("one too many is refused by name of the limit, and taken when another has closed", () => {
    const limits = limitsOf(1);
    const close = limits.openStream();
    expect(() => limits.openStream()).toThrow(
      expect.objectContaining({ code: "resource_exhausted", reason: "too_many_streams", value: "2", limit: "at most 1", retryable: true }),
    );
    close();
    limits.openStream()();
  });

  test("who waits for its rate stops waiting when its call is over", async () => {
    const limits = new IntakeLimits(
      { bytesPerS: 1, acquisitionsPerS: 1e6, bytesInHand: 1e9, streams: 1 },
      new IngestMetrics(new Metrics("test")),
      () => 0,
    );
    const over = new AbortController();
    const entering = limits.enter("a", 1_000_000, over.signal);
    over.abort();
    await expect(entering).rejects.toThrow();
    (await limits.enter("b", 1, NEVER))();
  });
});
