import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Series, SeriesPoint, SeriesRange } from "../../src/store/port.js";
import { type ContractTarget, freshName, useStore } from "./contract-target.js";

interface Reading {
  readonly rmsMmPerS: number;
  readonly spectrum?: readonly number[];
}

const START_NS = 1_700_000_000_123_456_789n;

function point(second: number, id = `p${second}`): SeriesPoint<Reading> {
  return { timeNs: START_NS + BigInt(second) * 1_000_000_000n, id, value: { rmsMmPerS: second / 10 } };
}

async function readAll(series: Series<Reading>, key: string, range: SeriesRange): Promise<SeriesPoint<Reading>[]> {
  const points: SeriesPoint<Reading>[] = [];
  let cursor: string | undefined;
  do {
    const page = await series.range(key, cursor === undefined ? range : { ...range, cursor });
    points.push(...page.points);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return points;
}

export function describeSeries(target: ContractTarget): void {
  describe("series", () => {
    const store = useStore(target);
    const name = freshName("readings");
    let readings: Series<Reading>;
    let keys = 0;
    const freshKey = () => `org:site:asset-${++keys}`;

    beforeAll(async () => {
      readings = await store().series<Reading>(name);
    });

    test("gives back points by time, to the nanosecond, whatever the order in which they came", async () => {
      const key = freshKey();
      const early = { timeNs: START_NS + 1n, id: "one-ns-later", value: { rmsMmPerS: 1, spectrum: [0.1, 1e-9] } };
      expect(await readings.append(key, [point(3), early, point(1)])).toBe(3);
      expect(await readings.append(key, [point(0)])).toBe(1);
      expect(await readAll(readings, key, { limit: 10 })).toEqual([point(0), early, point(1), point(3)]);
    });

    test("stores the same point once, however often and in whatever company it comes", async () => {
      const key = freshKey();
      expect(await readings.append(key, [point(1), point(2), point(1)])).toBe(2);
      expect(await readings.append(key, [point(2), point(3)])).toBe(1);
      expect(await readings.append(key, [point(1), point(2), point(3)])).toBe(0);
      expect(await readings.count(key)).toBe(3);
    });

    test("takes the same value with keys in another order as the same point", async () => {
      const key = freshKey();
      await readings.append(key, [{ timeNs: 1n, id: "a", value: { rmsMmPerS: 1, spectrum: [1] } }]);
      expect(await readings.append(key, [{ timeNs: 1n, id: "a", value: { spectrum: [1], rmsMmPerS: 1 } }])).toBe(0);
    });

    test.each([
      ["another value", { ...point(1), value: { rmsMmPerS: 99 } }],
      ["another time", { ...point(1), timeNs: START_NS + 1n }],
    ])("refuses the same id with %s, keeps the first, and stores the others", async (_case, changed) => {
      const key = freshKey();
      await readings.append(key, [point(1)]);
      await expect(readings.append(key, [point(0), changed, point(2)])).rejects.toMatchObject({
        code: "already_exists",
        collection: name,
        key: { key, id: "p1" },
      });
      expect(await readAll(readings, key, { limit: 10 })).toEqual([point(0), point(1), point(2)]);
    });

    test("refuses two points of one id with different content in one call", async () => {
      const key = freshKey();
      await expect(readings.append(key, [point(1), { ...point(1), timeNs: 7n }])).rejects.toMatchObject({ code: "already_exists" });
      expect(await readAll(readings, key, { limit: 10 })).toEqual([point(1)]);
    });

    test("keeps keys apart", async () => {
      const [one, two] = [freshKey(), freshKey()];
      await readings.append(one, [point(1)]);
      expect(await readings.append(two, [{ ...point(1), value: { rmsMmPerS: 5 } }])).toBe(1);
      expect(await readAll(readings, one, { limit: 10 })).toEqual([point(1)]);
      expect(await readings.count(freshKey())).toBe(0);
    });

    test("reads from a time (included) to a time (not included), in both orders, page by page", async () => {
      const key = freshKey();
      const points = Array.from({ length: 9 }, (_, i) => point(i));
      await readings.append(key, points);
      const range = { fromNs: point(2).timeNs, toNs: point(7).timeNs };
      for (const limit of [1, 2, 5, 9]) {
        expect(await readAll(readings, key, { ...range, limit })).toEqual(points.slice(2, 7));
        expect(await readAll(readings, key, { ...range, limit, order: "desc" })).toEqual(points.slice(2, 7).reverse());
      }
    });

    test("orders points of the same time by id and pages through them", async () => {
      const key = freshKey();
      const points = ["a", "b", "c", "d"].map((id) => point(1, id));
      await readings.append(key, [...points].reverse());
      expect(await readAll(readings, key, { limit: 1 })).toEqual(points);
      expect(await readAll(readings, key, { limit: 3, order: "desc" })).toEqual([...points].reverse());
    });

    test("knows the last point by time, and none of an empty key", async () => {
      const key = freshKey();
      expect(await readings.last(key)).toBeUndefined();
      await readings.append(key, [point(5), point(2)]);
      expect(await readings.last(key)).toEqual(point(5));
    });

    test("takes an append of no points as nothing to do", async () => {
      expect(await readings.append(freshKey(), [])).toBe(0);
    });

    test("holds the points of one id in a collection of the same name apart from the series", async () => {
      const documents = await store().collection<Reading>({ name, indexes: [] });
      const key = freshKey();
      await documents.insert(key, { rmsMmPerS: 1 });
      expect(await readings.count(key)).toBe(0);
    });

    test("refuses times outside 1970 to 2262, bad keys, limits and cursors, naming them", async () => {
      const key = freshKey();
      await expect(readings.append(key, [{ ...point(1), timeNs: -1n }])).rejects.toMatchObject({ field: "timeNs" });
      await expect(readings.append(key, [{ ...point(1), timeNs: 2n ** 63n }])).rejects.toMatchObject({ field: "timeNs" });
      await expect(readings.append(key, [{ ...point(1), id: "" }])).rejects.toMatchObject({ field: `${name}.id` });
      await expect(readings.append("a\nb", [point(1)])).rejects.toMatchObject({ field: `${name}.key` });
      await expect(readings.range(key, { limit: 10_001 })).rejects.toMatchObject({ field: "limit" });
      await expect(readings.range(key, { limit: 1, cursor: "x" })).rejects.toMatchObject({ field: "cursor" });
      expect(await readings.count(key)).toBe(0);
    });

    test("refuses a cursor of the other order", async () => {
      const key = freshKey();
      await readings.append(key, [point(1), point(2)]);
      const { nextCursor } = await readings.range(key, { limit: 1 });
      await expect(readings.range(key, { limit: 1, order: "desc", cursor: nextCursor as string })).rejects.toMatchObject({
        field: "cursor",
      });
    });
  });
}
