import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Collection } from "../../src/store/port.js";
import { DuplicateKey, VersionConflict } from "../../src/store/store-errors.js";
import { type ContractTarget, freshName, useStore } from "./contract-target.js";

interface Ticket {
  readonly openKey?: string;
  readonly ref?: { readonly asset?: string; readonly point?: string };
  readonly notes?: readonly string[];
  readonly extra?: { readonly [key: string]: string | number };
}

export function describeCollection(target: ContractTarget): void {
  describe("collection", () => {
    const store = useStore(target);
    const name = freshName("tickets");
    let tickets: Collection<Ticket>;
    let ids = 0;
    const freshId = () => `org:site:${++ids}`;

    beforeAll(async () => {
      tickets = await store().collection<Ticket>({
        name,
        indexes: [
          { name: "open_key", fields: ["openKey"], unique: true },
          { name: "place", fields: ["ref.asset", "ref.point"], unique: true },
        ],
      });
    });

    test("gives back what was inserted, at version 1", async () => {
      const id = freshId();
      const value = { notes: ["轴承外圈", "a\u0000b"], extra: { "band.1": 0.1, "": 1e-300 } };
      expect(await tickets.insert(id, value)).toEqual({ id, version: 1, value });
      expect(await tickets.get(id)).toEqual({ id, version: 1, value });
    });

    test("knows no document that was not inserted", async () => {
      expect(await tickets.get("org:site:none")).toBeUndefined();
    });

    test("leaves out undefined properties and shares nothing with the caller", async () => {
      const notes = ["first"];
      const id = freshId();
      const inserted = await tickets.insert(id, { openKey: undefined, notes });
      notes.push("second");
      expect(inserted.value).toStrictEqual({ notes: ["first"] });
      expect((await tickets.get(id))?.value).toStrictEqual({ notes: ["first"] });
    });

    test("refuses a second document of the same id, naming it", async () => {
      const id = freshId();
      await tickets.insert(id, { openKey: `${id}:1` });
      const failure = await tickets.insert(id, { openKey: `${id}:2` }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DuplicateKey);
      expect(failure).toMatchObject({ collection: name, index: "id", key: { id }, code: "already_exists", retryable: false });
    });

    test("refuses a second document of the same unique key, naming index and key, and keeps nothing of it", async () => {
      const [first, second] = [freshId(), freshId()];
      const ref = { asset: "pump-1", point: first };
      await tickets.insert(first, { ref });
      await expect(tickets.insert(second, { ref })).rejects.toMatchObject({
        index: "place",
        key: { "ref.asset": "pump-1", "ref.point": first },
        message: expect.stringContaining("place"),
      });
      expect(await tickets.get(second)).toBeUndefined();
    });

    test("names the id when both the id and a unique key are taken", async () => {
      const id = freshId();
      await tickets.insert(id, { openKey: id });
      await expect(tickets.insert(id, { openKey: id })).rejects.toMatchObject({ code: "already_exists", index: "id" });
      await expect(tickets.put(id, { openKey: id }, 0)).rejects.toMatchObject({ code: "version_conflict", found: 1 });
    });

    test("does not hold documents to a unique index when one of its fields is left out", async () => {
      for (let i = 0; i < 3; i++) await tickets.insert(freshId(), { ref: { asset: "pump-2" } });
      for (let i = 0; i < 3; i++) await tickets.insert(freshId(), {});
      expect(await tickets.count({ "ref.asset": "pump-2" })).toBe(3);
    });

    test("frees a unique key when the document gives it up or is deleted", async () => {
      const [first, second, third] = [freshId(), freshId(), freshId()];
      await tickets.insert(first, { openKey: "free-me" });
      await tickets.put(first, {}, 1);
      await tickets.insert(second, { openKey: "free-me" });
      await tickets.delete(second);
      await expect(tickets.insert(third, { openKey: "free-me" })).resolves.toMatchObject({ version: 1 });
    });

    test("replaces the whole value at the expected version and counts versions up", async () => {
      const id = freshId();
      await tickets.insert(id, { openKey: id, notes: ["a"] });
      expect(await tickets.put(id, { notes: ["b"] }, 1)).toEqual({ id, version: 2, value: { notes: ["b"] } });
      expect(await tickets.put(id, { notes: ["c"] }, 2)).toMatchObject({ version: 3 });
      expect(await tickets.get(id)).toStrictEqual({ id, version: 3, value: { notes: ["c"] } });
    });

    test("refuses a put at another version, naming id, expected and found, and changes nothing", async () => {
      const id = freshId();
      await tickets.insert(id, { notes: ["a"] });
      const failure = await tickets.put(id, { notes: ["b"] }, 7).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(VersionConflict);
      expect(failure).toMatchObject({ collection: name, id, expected: 7, found: 1, code: "version_conflict", retryable: false });
      expect((await tickets.get(id))?.value).toEqual({ notes: ["a"] });
    });

    test("puts at expected version 0 only where there is no document", async () => {
      const id = freshId();
      expect(await tickets.put(id, {}, 0)).toMatchObject({ version: 1 });
      await expect(tickets.put(id, {}, 0)).rejects.toMatchObject({ code: "version_conflict", expected: 0, found: 1 });
      await expect(tickets.put(freshId(), {}, 1)).rejects.toMatchObject({ code: "version_conflict", expected: 1, found: 0 });
    });

    test("refuses a put that would share a unique key, at any expected version", async () => {
      const [owner, other] = [freshId(), freshId()];
      await tickets.insert(owner, { openKey: owner });
      await tickets.insert(other, {});
      await expect(tickets.put(other, { openKey: owner }, 1)).rejects.toMatchObject({ index: "open_key", key: { openKey: owner } });
      await expect(tickets.put(freshId(), { openKey: owner }, 0)).rejects.toMatchObject({ index: "open_key", key: { openKey: owner } });
      expect(await tickets.get(other)).toMatchObject({ version: 1 });
    });

    test("deletes once, and only at the expected version if one is given", async () => {
      const id = freshId();
      await tickets.insert(id, {});
      await expect(tickets.delete(id, 2)).rejects.toMatchObject({ code: "version_conflict", expected: 2, found: 1 });
      expect(await tickets.delete(id, 1)).toBe(true);
      expect(await tickets.delete(id, 1)).toBe(false);
      expect(await tickets.delete(id)).toBe(false);
    });

    const notTickets: [string, unknown, string][] = [
      ["a bigint", { extra: { n: 1n } }, ".extra.n"],
      ["not a number", { extra: { n: Number.NaN } }, ".extra.n"],
      ["a date", { notes: [new Date(0)] }, ".notes[0]"],
      ["a gap in an array", { notes: ["a", undefined] }, ".notes[1]"],
      ["half of a surrogate pair", { notes: ["\ud800"] }, ".notes[0]"],
      ["a key that starts with $", { extra: { $ref: "x" } }, ".extra.$ref"],
      ["null in an indexed field", { openKey: null }, ".openKey"],
      ["an array on the way to an indexed field", { ref: [{ asset: "a" }] }, ".ref.asset"],
      ["an object in an indexed field", { openKey: { gt: "" } }, ".openKey"],
      ["NUL in an indexed field", { openKey: "a\u0000" }, ".openKey"],
      ["more than 2 MiB", { notes: ["x".repeat(2 * 1024 * 1024)] }, ""],
    ];
    test.each(notTickets)("refuses %s, naming the path", async (_case, value, path) => {
      await expect(tickets.insert(freshId(), value as Ticket)).rejects.toMatchObject({ name: "InvalidValue", field: `${name}${path}` });
    });

    test("refuses nesting that an engine could not hold", async () => {
      let deep: unknown = "end";
      for (let i = 0; i < 70; i++) deep = [deep];
      await expect(tickets.insert(freshId(), { extra: deep } as Ticket)).rejects.toMatchObject({ name: "InvalidValue" });
    });

    test.each([
      ["empty", ""],
      ["with a line feed", "a\nb"],
      ["with half of a surrogate pair", "\udfff"],
      ["too long", "x".repeat(1025)],
    ])("refuses an id that is %s", async (_case, id) => {
      await expect(tickets.insert(id, {})).rejects.toMatchObject({ name: "InvalidValue", field: `${name}.id` });
    });

    test("holds the largest value and the longest id", async () => {
      const id = "轴".repeat(1024);
      const notes = Array.from({ length: 400_000 }, () => "ab");
      await tickets.insert(id, { notes });
      expect((await tickets.get(id))?.value.notes).toHaveLength(400_000);
    });
  });
}
