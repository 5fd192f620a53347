import { expect, test } from "@jest/globals";
import { addSeconds } from "@phm/domain";
import fc from "fast-check";
import { countRun, type RunCount, runOutlook } from "./run-count.js";

const START_NS = 1_700_000_000_000_000_000n;
const at = (hours: number) => addSeconds(START_NS, hours * 3_600);
const counted = (seen: readonly (readonly [hours: number, ran: boolean])[]): RunCount =>
  seen.reduce<RunCount | undefined>(
    (count, [hours, ran]) => countRun(count, { timeNs: at(hours), levelRatio: ran ? 1 : null }),
    undefined,
  )!;

test("hours between two assessments of a machine that ran are run; beside a stop, or over a gap, they are unseen", () => {
  const seen = [
    [0, true],
    [1, true],
    [2, true],
    [3, false],
    [4, true],
    [10, true],
    [11, true],
  ] as const;
  expect(counted(seen)).toMatchObject({ hours: 3, unseenHours: 8, ran: true });
});

test("all time since the first assessment is either run or unseen, and what comes again or late is not counted", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -3_600, max: 20_000 }), fc.boolean()), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(steps, (moves) => {
      let atS = 0;
      let latestS = 0;
      let count: RunCount | undefined;
      for (const [stepS, ran] of moves) {
        const before = count;
        const after = countRun(before, { timeNs: addSeconds(START_NS, atS), levelRatio: ran ? 1.5 : null });
        expect(countRun(after, { timeNs: addSeconds(START_NS, atS), levelRatio: 1 })).toBe(after);
        expect(after.hours).toBeGreaterThanOrEqual(before?.hours ?? 0);
        count = after;
        latestS = Math.max(latestS, atS);
        atS = Math.max(0, latestS + stepS);
      }
      expect((count?.hours ?? 0) + (count?.unseenHours ?? 0)).toBeCloseTo(latestS / 3_600, 6);
      expect(count?.marks.length).toBeLessThanOrEqual(30);
    }),
  );
});

test("a machine that runs half of each day goes on by twelve hours a day", () => {
  const seen = Array.from({ length: 24 * 40 }, (_, hour) => [hour, hour % 24 <= 12] as const);
  expect(runOutlook(counted(seen)).perDay).toBeCloseTo(12, 0);
});
