import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Criticality } from "../criticality.js";
import { NS_PER_S } from "../time.js";
import { checkRetentionPolicy } from "./check-retention-policy.js";
import { DEFAULT_RETENTION_POLICY, type RetentionPolicy, type RetentionTier } from "./retention-policy.js";
import { forecastStorage } from "./storage-forecast.js";
import { type AgedRecording, Thinning } from "./thinning.js";

const DAY_NS = 86_400n * NS_PER_S;
const NOW_NS = 20_000n * DAY_NS;
const withTier = (criticality: Criticality, changes: Partial<RetentionTier>): RetentionPolicy => ({
  tiers: { ...DEFAULT_RETENTION_POLICY.tiers, [criticality]: { ...DEFAULT_RETENTION_POLICY.tiers[criticality], ...changes } },
});

describe("a retention policy", () => {
  test("that a site has by default keeps its own rules", () => {
    expect(() => checkRetentionPolicy(DEFAULT_RETENTION_POLICY)).not.toThrow();
  });

  test.each([
    ["tiers.low.waveforms", withTier("low", { waveforms: [] })],
    ["tiers.low.waveforms[0].untilDays", withTier("low", { waveforms: [{ untilDays: 0, oneInS: 0 }] })],
    [
      "tiers.medium.waveforms[1].untilDays",
      withTier("medium", {
        waveforms: [
          { untilDays: 9, oneInS: 0 },
          { untilDays: 9, oneInS: 60 },
        ],
      }),
    ],
    [
      "tiers.high.waveforms[1].oneInS",
      withTier("high", {
        waveforms: [
          { untilDays: 1, oneInS: 60 },
          { untilDays: 2, oneInS: 59 },
        ],
      }),
    ],
    ["tiers.high.hourlyFeatureDays", withTier("high", { rawFeatureDays: 400, hourlyFeatureDays: 399 })],
    ["tiers.high.dailyFeatureDays", withTier("high", { dailyFeatureDays: Number.NaN })],
    ["waveformBudgetBytes", { ...DEFAULT_RETENTION_POLICY, waveformBudgetBytes: 999_999 }],
  ])("is refused by the field %s", (field, policy) => {
    expect(() => checkRetentionPolicy(policy)).toThrow(expect.objectContaining({ field }));
  });
});

describe("thinning", () => {
  const STEPS = [
    { untilDays: 2, oneInS: 0 },
    { untilDays: 10, oneInS: 3_600 },
    { untilDays: 40, oneInS: 86_400 },
  ];
  const recordings = fc
    .array(
      fc.record({
        start: fc.integer({ min: 0, max: 60 * 86_400 }),
        late: fc.integer({ min: 0, max: 5 * 86_400 }),
        kind: fc.constantFrom("a", "b"),
      }),
      { maxLength: 120 },
    )
    .map((given): AgedRecording[] =>
      given
        .map(({ start, late, kind }) => {
          const startTimeNs = NOW_NS - 60n * DAY_NS + BigInt(start) * NS_PER_S;
          const receivedNs = startTimeNs + BigInt(late) * NS_PER_S;
          return { startTimeNs, receivedNs: receivedNs > NOW_NS ? NOW_NS : receivedNs, kind };
        })
        .sort((a, b) => Number(a.startTimeNs - b.startTimeNs)),
    );
  const kept = (given: readonly AgedRecording[], nowNs = NOW_NS) => {
    const thinning = new Thinning(STEPS, nowNs);
    return given.filter((each) => thinning.judge(each) === null);
  };

  test("keeps all that is young, and nothing that is older than its last step", () => {
    fc.assert(
      fc.property(recordings, (given) => {
        const left = new Set(kept(given));
        for (const each of given) {
          const ageDays = Number((NOW_NS - each.receivedNs) / DAY_NS);
          if (ageDays < 2) expect(left.has(each)).toBe(true);
          if (ageDays >= 40) expect(left.has(each)).toBe(false);
        }
      }),
    );
  });

  test("of a stretch of time that all goes to one step, one of each kind stays", () => {
    fc.assert(
      fc.property(recordings, (given) => {
        const middle = given.filter(({ receivedNs }) => NOW_NS - receivedNs >= 2n * DAY_NS && NOW_NS - receivedNs < 10n * DAY_NS);
        const stretches = (of: readonly AgedRecording[]) => of.map((each) => `${each.startTimeNs / (3_600n * NS_PER_S)}:${each.kind}`);
        expect(stretches(kept(middle)).sort()).toEqual([...new Set(stretches(middle))].sort());
      }),
    );
  });

  test("of what is left takes nothing more at the same time", () => {
    fc.assert(
      fc.property(recordings, (given) => {
        const once = kept(given);
        expect(kept(once)).toEqual(once);
      }),
    );
  });

  test("day by day leaves the same as once at the end, where all is received when it is measured", () => {
    fc.assert(
      fc.property(recordings, (given) => {
        const prompt = given.map((each) => ({ ...each, receivedNs: each.startTimeNs }));
        let left = prompt;
        for (let daysBack = 50n; daysBack >= 0n; daysBack -= 1n) {
          const nowNs = NOW_NS - daysBack * DAY_NS;
          const here = left.filter(({ receivedNs }) => receivedNs <= nowNs);
          left = [...kept(here, nowNs), ...left.filter(({ receivedNs }) => receivedNs > nowNs)];
        }
        expect(left).toEqual(kept(prompt));
      }),
      { numRuns: 30 },
    );
  });
});

describe("the forecast of a store", () => {
  const samplesOf = (bytes: readonly number[], stepNs = DAY_NS) => bytes.map((each, at) => ({ timeNs: BigInt(at) * stepNs, bytes: each }));

  test("of steady growth is its closed form", () => {
    const samples = samplesOf([100, 110, 120, 130, 140]);
    expect(forecastStorage(samples, 200)).toEqual({ fullInDays: 6, bytesPerDay: 10 });
  });

  test("does not follow one bulk import or one sweep", () => {
    const samples = samplesOf([0, 10, 20, 30, 40, 1_000, 60, 70, 80]);
    expect(forecastStorage(samples, 180)).toEqual({ fullInDays: 10, bytesPerDay: 10 });
  });

  test.each([
    ["no_budget", samplesOf([1, 2, 3, 4, 5]), undefined],
    ["too_few_samples", samplesOf([1, 2, 3]), 100],
    ["too_few_samples", samplesOf([1, 2, 3, 4, 5], DAY_NS / 5n), 100],
    ["too_few_samples", [], 100],
    ["not_growing", samplesOf([5, 5, 4, 4, 3]), 100],
  ])("says %s instead of a number where it has no basis", (reason, samples, budget) => {
    expect(forecastStorage(samples, budget)).toMatchObject({ fullInDays: null, reason });
  });

  test("is 0 where the budget is used up", () => {
    expect(forecastStorage(samplesOf([1, 2, 3, 300]), 100)).toMatchObject({ fullInDays: 0 });
  });

  test("grows with the budget and never is negative", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 4, maxLength: 20 }), fc.integer({ min: 1, max: 1e9 }), (bytes, budget) => {
        const [less, more] = [budget, budget * 2].map((each) => forecastStorage(samplesOf(bytes), each).fullInDays);
        if (less !== null && less !== undefined) expect(less).toBeGreaterThanOrEqual(0);
        if (less && more) expect(more).toBeGreaterThanOrEqual(less);
      }),
    );
  });
});
