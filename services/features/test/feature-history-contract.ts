import { describe, expect, test } from "@jest/globals";
import type { DocumentStore } from "@phm/service-kit";
import fc from "fast-check";
import { chooseResolution } from "../src/history/choose-resolution.js";
import { FeatureHistory } from "../src/history/feature-history.js";
import type { FeatureRow } from "../src/history/feature-row.js";
import type { HistoryPage, HistoryRange } from "../src/history/history-query.js";
import { queryRaw } from "../src/history/query-raw.js";
import { queryRollUps } from "../src/history/query-roll-ups.js";
import { type Fault, faultyStore } from "./faulty-store.js";
import { DAY_NS, HOUR_NS, REF, rowAt, START_NS, summarise } from "./history-model.js";

const LIMIT = 10_000;
const keepMarks = async <T>(marks: T) => marks;

/** The promises of the feature history, on any engine. */
export function describeFeatureHistory(engine: string, emptyStore: () => Promise<DocumentStore>, runs: number): void {
  describe(`feature history on ${engine}`, () => {
    test("raw values, hours and days are exact after failed writes, redelivery and late arrival", async () => {
      const plan = fc.record({
        // Enough for at least one log to be sealed.
        minutes: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 66, maxLength: 180 }),
        faults: fc.array(fc.tuple(fc.nat({ max: 300 }), fc.constantFrom<Fault>("before", "after")), { maxLength: 60 }),
        again: fc.array(fc.nat(), { maxLength: 20 }),
      });
      await fc.assert(
        fc.asyncProperty(plan, async ({ minutes, faults, again }) => {
          const store = await emptyStore();
          let writes = 0;
          const faultOf = new Map(faults);
          const faulty = faultyStore(store, () => faultOf.get(writes++) ?? "none");
          const rows = minutes.map((minute, i) => rowOf(i, START_NS + BigInt(minute) * 60_000_000_000n));
          for (const row of rows) await untilStored(faulty, row);
          const history = await FeatureHistory.open(store);
          for (const index of again) {
            expect(await history.record(rows[index % rows.length] as FeatureRow, keepMarks)).toBe(false);
          }
          await expectExact(history, rows);
        }),
        { numRuns: runs },
      );
    });

    test("two processes that write one asset lose and double nothing", async () => {
      const store = await emptyStore();
      const histories = await Promise.all([FeatureHistory.open(store), FeatureHistory.open(store)]);
      const rows = Array.from({ length: 150 }, (_, i) => rowOf(i, START_NS + BigInt(i) * HOUR_NS));
      const writer = async (history: FeatureHistory) => {
        for (const row of rows) await persistently(() => history.record(row, keepMarks));
      };
      await Promise.all(histories.map(writer));
      await expectExact(histories[0] as FeatureHistory, rows);
    });

    test("pages of any size join to the whole range", async () => {
      const store = await emptyStore();
      const history = await FeatureHistory.open(store);
      for (let i = 0; i < 150; i++) await history.record(rowOf(i, START_NS + BigInt((i * 37) % 150) * HOUR_NS), keepMarks);
      const range = { ref: REF, point: "de", features: ["rms"], fromNs: START_NS + 3n * HOUR_NS, toNs: START_NS + 120n * HOUR_NS };
      for (const limit of [7, 64, 117]) {
        const raw = await allPages((page) => queryRaw(history, page), { ...range, limit });
        expect(raw).toEqual(Array.from({ length: 117 }, (_, i) => START_NS + BigInt(i + 3) * HOUR_NS));
        const days = await allPages((page) => queryRollUps(history, "day", page), { ...range, limit: Math.min(limit, 2) });
        expect(days).toEqual([...new Set(raw.map((timeNs) => timeNs - (timeNs % DAY_NS)))]);
      }
    });

    test("`auto` takes the finest resolution that stays within the points asked for", async () => {
      const store = await emptyStore();
      const history = await FeatureHistory.open(store);
      for (let i = 0; i < 200; i++) await history.record(rowOf(i, START_NS + (BigInt(i) * HOUR_NS) / 2n), keepMarks);
      const range = { ref: REF, point: "de", features: [], limit: LIMIT };
      expect(await chooseResolution(history, range, 200)).toBe("raw");
      expect(await chooseResolution(history, range, 199)).toBe("hour");
      expect(await chooseResolution(history, range, 20)).toBe("day");
      expect(await chooseResolution(history, { ...range, fromNs: START_NS, toNs: START_NS + 2n * HOUR_NS }, 4)).toBe("hour");
    });

    test("a changed set of feature definitions begins a new bucket and is named in the answer", async () => {
      const history = await FeatureHistory.open(await emptyStore());
      await history.record(rowOf(0, START_NS), keepMarks);
      await history.record({ ...rowOf(1, START_NS + 1n), featureSet: "core-v2" }, keepMarks);
      const range = { ref: REF, point: "de", features: [], limit: LIMIT };
      expect((await queryRaw(history, range)).featureSets).toEqual(["core-v1", "core-v2"]);
      expect((await queryRollUps(history, "day", range)).featureSets).toEqual(["core-v1", "core-v2"]);
      expect((await history.openLog("acme:plant-1:pump-7"))?.sequence).toBe(2);
    });

    test("an acquisition with another time is refused and not tried again", async () => {
      const history = await FeatureHistory.open(await emptyStore());
      await history.record(rowOf(0, START_NS), keepMarks);
      await expect(history.record(rowOf(0, START_NS + 1n), keepMarks)).rejects.toMatchObject({ code: "already_exists", retryable: false });
    });
  });
}

/** Every third row lacks a point, every fifth a feature: absent is not zero. */
function rowOf(i: number, timeNs: bigint): FeatureRow {
  const rms = { rms: Math.sin(i) + 2 };
  const de = i % 5 === 0 ? rms : { ...rms, kurtosis: 3 + Math.cos(i) };
  return rowAt(`a${i}`, timeNs, i % 3 === 0 ? { de } : { de, nde: { rms: i / 7 } });
}

/** As a message that is delivered again until it is done. */
async function untilStored(store: DocumentStore, row: FeatureRow): Promise<void> {
  for (;;) {
    try {
      // Opened anew: nothing but the store may carry over.
      await (await FeatureHistory.open(store)).record(row, keepMarks);
      return;
    } catch (error) {
      if ((error as Error).name !== "StoreUnavailable") throw error;
    }
  }
}

async function persistently(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "conflict") throw error;
    }
  }
}

async function expectExact(history: FeatureHistory, rows: readonly FeatureRow[]): Promise<void> {
  expect((await history.summary(REF)).count).toBe(rows.length);
  const byTime = [...rows].sort((a, b) =>
    a.timeNs === b.timeNs ? (a.acquisition < b.acquisition ? -1 : 1) : a.timeNs < b.timeNs ? -1 : 1,
  );
  for (const point of ["de", "nde"]) {
    const range = { ref: REF, point, features: ["rms", "kurtosis"], limit: LIMIT };
    const having = byTime.filter(({ points }) => points.some((given) => given.point === point));
    const raw = await queryRaw(history, range);
    expect(raw.acquisitions).toEqual(having.map(({ acquisition }) => acquisition));
    expect([...(raw.columns[0]?.values ?? [])]).toEqual(
      having.map(({ points }) => points.find((given) => given.point === point)?.values.rms),
    );
    for (const [resolution, slotNs] of [
      ["hour", HOUR_NS],
      ["day", DAY_NS],
    ] as const) {
      const page = await queryRollUps(history, resolution, range);
      for (const [index, feature] of range.features.entries()) {
        expect(summariesOf(page, index)).toEqual(summarise(rows, point, feature, slotNs));
      }
    }
  }
}

/** The slots of a page in which a column has a value. */
function summariesOf({ timesNs, columns }: HistoryPage, index: number) {
  const { counts, min, mean, max, values } = columns[index] ?? {};
  const slots = timesNs.map((startNs, i) => ({
    startNs,
    count: counts?.[i] ?? 0,
    min: min?.[i],
    mean: mean?.[i],
    max: max?.[i],
    last: values?.[i],
  }));
  return slots.filter(({ count }) => count > 0);
}

async function allPages(query: (range: HistoryRange) => Promise<HistoryPage>, range: HistoryRange): Promise<bigint[]> {
  const times: bigint[] = [];
  let cursor: string | undefined;
  do {
    const page = await query({ ...range, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.timesNs.length).toBeLessThanOrEqual(range.limit);
    times.push(...page.timesNs);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return times;
}
