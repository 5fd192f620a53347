import { describe, expect, test } from "@jest/globals";
import { type ContractTarget, freshName, useStore, useStores } from "./contract-target.js";

export function describeStore(target: ContractTarget): void {
  describe("life cycle", () => {
    const store = useStore(target);
    const open = useStores(target.options);

    test("answers a ping", async () => {
      await expect(store().ping()).resolves.toBeUndefined();
    });

    test("keeps documents and points after it is closed and opened again", async () => {
      const name = freshName("kept");
      const first = await open();
      await (await first.collection<{ n: number }>({ name, indexes: [] })).insert("a", { n: 1 });
      await (await first.series<number>(name)).append("k", [{ timeNs: 5n, id: "p", value: 2 }]);
      await first.close();
      const second = await open();
      expect(await (await second.collection<{ n: number }>({ name, indexes: [] })).get("a")).toEqual({
        id: "a",
        version: 1,
        value: { n: 1 },
      });
      expect(await (await second.series<number>(name)).last("k")).toEqual({ timeNs: 5n, id: "p", value: 2 });
      await second.close();
    });

    test("is unavailable, and says that another try may help, once closed; closing twice is harmless", async () => {
      const closed = await open();
      const documents = await closed.collection<{ n: number }>({ name: freshName("closed"), indexes: [] });
      await documents.insert("a", { n: 1 });
      await closed.close();
      await closed.close();
      const unavailable = expect.objectContaining({ name: "StoreUnavailable", code: "unavailable", retryable: true });
      await expect(documents.get("a")).rejects.toEqual(unavailable);
      await expect(documents.put("a", { n: 2 }, 1)).rejects.toEqual(unavailable);
      await expect(closed.ping()).rejects.toEqual(unavailable);
    });

    test("builds an index anew when its definition has changed", async () => {
      const name = freshName("reindexed");
      const before = await store().collection<{ a: string; b: string }>({ name, indexes: [{ name: "main", fields: ["a"], unique: true }] });
      await before.insert("1", { a: "x", b: "x" });
      const after = await store().collection<{ a: string; b: string }>({ name, indexes: [{ name: "main", fields: ["b"], unique: true }] });
      await after.insert("2", { a: "x", b: "y" });
      await expect(after.insert("3", { a: "z", b: "y" })).rejects.toMatchObject({ code: "already_exists", index: "main", key: { b: "y" } });
    });

    test.each([
      ["a collection name with a quote", { name: 'x"y', indexes: [] }, "collection"],
      ["an index without fields", { name: "x", indexes: [{ name: "i", fields: [] }] }, "x.i"],
      ["a field path with an operator", { name: "x", indexes: [{ name: "i", fields: ["$where"] }] }, "x.i"],
      ["a field path with a quote", { name: "x", indexes: [{ name: "i", fields: ["a')--"] }] }, "x.i"],
      ["two indexes of one name", { name: "x", indexes: ["a", "b"].map((field) => ({ name: "i", fields: [field] })) }, "x index"],
    ])("refuses %s", async (_case, spec, field) => {
      await expect(store().collection(spec)).rejects.toMatchObject({ name: "InvalidValue", field });
    });
  });
}
