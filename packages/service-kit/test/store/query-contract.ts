import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Collection, Query } from "../../src/store/port.js";
import { type ContractTarget, freshName, useStore } from "./contract-target.js";

interface Order {
  readonly state: string;
  readonly priority?: number;
  readonly pinned: boolean;
  readonly ref: { readonly asset: string };
  readonly title: string;
}

const SPEC_INDEXES = [
  { name: "state_priority", fields: ["state", "priority"] },
  { name: "pinned", fields: ["pinned"] },
  { name: "asset", fields: ["ref.asset"] },
];

const ORDERS: readonly (readonly [string, Order])[] = [
  ["a", { state: "open", priority: 2, pinned: true, ref: { asset: "Z" }, title: "one" }],
  ["b", { state: "open", priority: 10, pinned: false, ref: { asset: "a" }, title: "two" }],
  ["c", { state: "open", pinned: false, ref: { asset: "é" }, title: "three" }],
  ["d", { state: "closed", priority: 2, pinned: true, ref: { asset: "泵" }, title: "four" }],
  ["e", { state: "open", priority: 2, pinned: false, ref: { asset: "😀" }, title: "five" }],
  ["f", { state: "open", pinned: false, ref: { asset: "\uFFFD" }, title: "six" }],
  ["g", { state: "draft", priority: -0.5, pinned: true, ref: { asset: "$where" }, title: "seven" }],
];

/** Reads all pages of a query. */
async function readAll(orders: Collection<Order>, query: Query): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await orders.query(cursor === undefined ? query : { ...query, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

export function describeQuery(target: ContractTarget): void {
  describe("query", () => {
    const store = useStore(target);
    let orders: Collection<Order>;

    beforeAll(async () => {
      orders = await store().collection<Order>({ name: freshName("orders"), indexes: SPEC_INDEXES, excerpt: ["title", "priority", "ref"] });
      for (const [id, order] of ORDERS) await orders.insert(id, order);
    });

    const cases: [string, Query, string][] = [
      ["by id without a sort", { limit: 10 }, "abcdefg"],
      ["by equality of text", { where: { state: "open" }, limit: 10 }, "abcef"],
      ["by equality of a boolean", { where: { pinned: true }, limit: 10 }, "adg"],
      ["by equality of a fraction", { where: { priority: -0.5 }, limit: 10 }, "g"],
      ["by several conditions at once", { where: { state: "open", priority: 2 }, limit: 10 }, "ae"],
      ["by a range, without documents that lack the field", { where: { priority: { gte: 2, lt: 10 } }, limit: 10 }, "ade"],
      ["by an open range of texts", { where: { state: { gt: "closed", lte: "open" } }, limit: 10 }, "abcefg"],
      ["by a nested field, a text that looks like an operator included", { where: { "ref.asset": "$where" }, limit: 10 }, "g"],
      ["texts by code point", { sort: [{ field: "ref.asset", direction: "asc" }], limit: 10 }, "gabcdfe"],
      ["numbers as numbers, documents without the field first", { sort: [{ field: "priority", direction: "asc" }], limit: 10 }, "cfgadeb"],
      [
        "documents without the field last when descending, ties by id descending",
        { sort: [{ field: "priority", direction: "desc" }], limit: 10 },
        "bedagfc",
      ],
      [
        "by two keys of different direction",
        {
          sort: [
            { field: "state", direction: "desc" },
            { field: "priority", direction: "asc" },
          ],
          limit: 10,
        },
        "cfaebgd",
      ],
      ["booleans, false first", { sort: [{ field: "pinned", direction: "asc" }], limit: 10 }, "bcefadg"],
    ];
    test.each(cases)("finds %s, in one page or page by page", async (_case, query, expected) => {
      expect(await readAll(orders, query)).toEqual([...expected]);
      expect(await readAll(orders, { ...query, limit: 1 })).toEqual([...expected]);
      expect(await readAll(orders, { ...query, limit: 2 })).toEqual([...expected]);
    });

    test("reads only the fields that are asked for, page by page in the same order", async () => {
      const query: Query = { where: { state: "open" }, sort: [{ field: "priority", direction: "desc" }], limit: 3 };
      const first = await orders.select(query, ["title", "priority"]);
      const second = await orders.select({ ...query, cursor: first.nextCursor as string }, ["title", "priority"]);
      expect([...first.items, ...second.items]).toEqual([
        { id: "b", version: 1, value: { title: "two", priority: 10 } },
        { id: "e", version: 1, value: { title: "five", priority: 2 } },
        { id: "a", version: 1, value: { title: "one", priority: 2 } },
        { id: "f", version: 1, value: { title: "six" } },
        { id: "c", version: 1, value: { title: "three" } },
      ]);
      expect(second.nextCursor).toBeUndefined();
      expect((await orders.select({ limit: 1 }, ["ref"])).items).toEqual([{ id: "a", version: 1, value: { ref: { asset: "Z" } } }]);
    });

    test("refuses to read or sort by a field that the excerpt does not hold, naming it", async () => {
      await expect(orders.select({ limit: 1 }, ["pinned"])).rejects.toMatchObject({ name: "InvalidValue", field: "pinned" });
      const sorted: Query = { sort: [{ field: "state", direction: "asc" }], limit: 1 };
      await expect(orders.select(sorted, ["title"])).rejects.toMatchObject({ name: "InvalidValue", field: "state" });
    });

    test("reads an excerpt that was defined anew, of documents from before too, and as they were last written", async () => {
      type Thing = { readonly n: number; readonly note: string | null; readonly list: readonly number[] };
      const spec = { name: freshName("excerpts"), indexes: [{ name: "n", fields: ["n"] }] };
      const plain = await store().collection<Thing>(spec);
      for (const id of ["x", "y"]) await plain.insert(id, { n: 1, note: null, list: [1, 2] });
      await store().collection<Thing>({ ...spec, excerpt: ["note"] });
      const things = await store().collection<Thing>({ ...spec, excerpt: ["note", "list"] });
      await things.put("y", { n: 2, note: "new", list: [] }, 1);
      expect((await things.select({ limit: 2 }, ["note", "list"])).items).toEqual([
        { id: "x", version: 1, value: { list: [1, 2] } },
        { id: "y", version: 2, value: { note: "new", list: [] } },
      ]);
    });

    test("gives no cursor on the last page, even when it is full", async () => {
      const page = await orders.query({ limit: ORDERS.length });
      expect(page.items).toHaveLength(ORDERS.length);
      expect(page.nextCursor).toBeUndefined();
    });

    test("neither repeats nor hides a document when others are inserted or deleted between pages", async () => {
      const growing = await store().collection<{ n: number }>({ name: freshName("growing"), indexes: [{ name: "n", fields: ["n"] }] });
      for (const n of [10, 20, 30, 40]) await growing.insert(`d${n}`, { n });
      const query: Query = { sort: [{ field: "n", direction: "desc" }], limit: 2 };
      const first = await growing.query(query);
      await growing.insert("d50", { n: 50 });
      await growing.insert("d25", { n: 25 });
      await growing.delete("d30");
      const second = await growing.query({ ...query, limit: 5, cursor: first.nextCursor as string });
      expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([
        ["d40", "d30"],
        ["d25", "d20", "d10"],
      ]);
    });

    test("pages through fractions that decimal texts do not hold exactly", async () => {
      const scores = await store().collection<{ p: number }>({ name: freshName("scores"), indexes: [{ name: "p", fields: ["p"] }] });
      const values = Array.from({ length: 60 }, (_, i) => Math.sin(i) * 10 ** ((i % 40) - 20));
      for (const [i, p] of values.entries()) await scores.insert(`s${i}`, { p });
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await scores.query({ sort: [{ field: "p", direction: "asc" }], limit: 1, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(({ value }) => value.p));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual([...values].sort((a, b) => a - b));
      for (const p of values) expect(await scores.count({ p })).toBe(1);
    });

    test("counts all documents, and those that meet conditions", async () => {
      expect(await orders.count()).toBe(ORDERS.length);
      expect(await orders.count({ state: "open", pinned: false })).toBe(4);
      expect(await orders.count({ state: "none" })).toBe(0);
    });

    const refused: [string, Query, string][] = [
      ["a condition on a field that is not indexed", { where: { title: "one" }, limit: 1 }, "title"],
      ["a sort by a field that is not indexed", { sort: [{ field: "title", direction: "asc" }], limit: 1 }, "title"],
      ["a condition that was left undefined", { where: { state: undefined as unknown as string }, limit: 1 }, "state"],
      ["an unknown operator", { where: { state: { $ne: "" } as never }, limit: 1 }, "state.$ne"],
      ["an operator hidden in a range", { where: { state: { gt: { $ne: "" } as never } }, limit: 1 }, "state.gt"],
      ["an empty range", { where: { state: {} }, limit: 1 }, "state"],
      ["limit 0", { limit: 0 }, "limit"],
      ["a limit over the greatest page", { limit: 1001 }, "limit"],
      ["a cursor that is none", { limit: 1, cursor: "no-cursor" }, "cursor"],
      ["a cursor with an object in it", { limit: 1, cursor: Buffer.from('["$id asc",{"$gt":""}]').toString("base64url") }, "cursor"],
    ];
    test.each(refused)("refuses %s, naming it", async (_case, query, field) => {
      await expect(orders.query(query)).rejects.toMatchObject({ name: "InvalidValue", field });
    });

    test("refuses the cursor of another sort", async () => {
      const { nextCursor } = await orders.query({ limit: 1 });
      const query: Query = { sort: [{ field: "state", direction: "asc" }], limit: 1, cursor: nextCursor as string };
      await expect(orders.query(query)).rejects.toMatchObject({ name: "InvalidValue", field: "cursor" });
    });
  });
}
