import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type BlobStore, type BlobStoreOptions, openBlobStore } from "@phm/service-kit";
import fc from "fast-check";

/** The engine under test, and ways to harm what it has stored that the port does not offer. */
export interface BlobTarget {
  readonly options: BlobStoreOptions;
  /** Changes one bit of the stored content. */
  flipBit(key: string): Promise<void>;
  /** Takes away the end of the stored content. */
  truncate(key: string): Promise<void>;
  /** Makes what describes the blob unreadable. */
  spoilDescription(key: string): Promise<void>;
}

const MIB = 1024 * 1024;
const bytes = (text: string) => Buffer.from(text);
const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
const dataLoss = expect.objectContaining({ name: "ServiceError", code: "internal", reason: "data_loss", retryable: false });

let names = 0;
const fresh = (noun = "blob") => `${noun}-${++names}`;

/** Everything that the port promises, as tests that know nothing of the engine. */
export function describeBlobContract(engine: string, target: BlobTarget): void {
  describe(`blob store on ${engine}`, () => {
    let blobs: BlobStore;
    beforeAll(async () => {
      blobs = await openBlobStore(target.options);
    });
    afterAll(() => blobs?.close());

    describe("reading and writing", () => {
      test.each([
        ["nothing", Buffer.alloc(0)],
        ["text with line ends", bytes("a\n\nb\n")],
        ["the largest acquisition", Buffer.alloc(4 * MIB, "wave")],
        ["more than a chunk", Buffer.alloc(9 * MIB, "wave")],
      ])("gives back %s as it was put", async (_what, content) => {
        const key = `acquisitions/org/site/${fresh()}`;
        const info = { key, bytes: content.byteLength, sha256: sha256(content) };
        expect(await blobs.put(key, content)).toEqual(info);
        expect(content.equals((await blobs.get(key)) as Uint8Array)).toBe(true);
        expect(await blobs.head(key)).toEqual(info);
      });

      test("gives back any bytes under any key", async () => {
        const segment = fc.stringMatching(/^[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,30}$/);
        const root = fresh("any");
        const blob = fc.record({ path: fc.array(segment, { minLength: 1, maxLength: 5 }), content: fc.uint8Array({ maxLength: 200 }) });
        await fc.assert(
          fc.asyncProperty(blob, fc.uuid(), async ({ path, content }, unique) => {
            const key = [root, ...path, unique].join("/");
            await blobs.put(key, content);
            expect(Buffer.from((await blobs.get(key)) as Uint8Array)).toEqual(Buffer.from(content));
          }),
          { numRuns: 25 },
        );
      });

      test("knows nothing of a key that was never put, also below and above one that was", async () => {
        const key = fresh();
        await blobs.put(`${key}/part`, bytes("x"));
        for (const absent of [fresh(), key, `${key}/part/below`]) {
          expect(await blobs.get(absent)).toBeUndefined();
          expect(await blobs.head(absent)).toBeUndefined();
          expect(await blobs.delete(absent)).toBe(false);
        }
        await blobs.put(key, bytes("y"));
        expect(await blobs.get(key)).toEqual(bytes("y"));
        expect(await blobs.get(`${key}/part`)).toEqual(bytes("x"));
      });

      test("the same content again changes nothing; other content is refused and changes nothing", async () => {
        const key = fresh();
        const first = await blobs.put(key, bytes("first"));
        expect(await blobs.put(key, bytes("first"))).toEqual(first);
        const refusal = blobs.put(key, bytes("second"));
        await expect(refusal).rejects.toMatchObject({ code: "already_exists", reason: "blob_taken", field: key, retryable: false });
        expect(await blobs.get(key)).toEqual(bytes("first"));
      });

      test("writers of the same content at the same time all succeed, and leave one blob", async () => {
        const key = `${fresh("together")}/x`;
        const content = Buffer.alloc(100_000, "same");
        const stores = await Promise.all([1, 2].map(() => openBlobStore(target.options)));
        try {
          await Promise.all(stores.flatMap((store) => [1, 2, 3].map(() => store.put(key, content))));
        } finally {
          await Promise.all(stores.map((store) => store.close()));
        }
        expect(content.equals((await blobs.get(key)) as Uint8Array)).toBe(true);
        expect(await blobs.list({ prefix: key.split("/")[0] as string, limit: 10 })).toEqual({ keys: [key] });
      });

      test("what is deleted is gone and can be put anew, with other content", async () => {
        const key = fresh();
        await blobs.put(key, bytes("first"));
        expect(await blobs.delete(key)).toBe(true);
        expect(await blobs.get(key)).toBeUndefined();
        expect(await blobs.delete(key)).toBe(false);
        await blobs.put(key, bytes("second"));
        expect(await blobs.get(key)).toEqual(bytes("second"));
      });

      test("is there after the store has been closed and opened again", async () => {
        const key = fresh();
        const before = await openBlobStore(target.options);
        await before.put(key, bytes("kept"));
        await before.close();
        await before.close();
        await expect(before.get(key)).rejects.toMatchObject({ name: "StoreUnavailable", retryable: true });
        expect(await blobs.get(key)).toEqual(bytes("kept"));
      });
    });

    describe("damage", () => {
      test.each(["flipBit", "truncate", "spoilDescription"] as const)("is told and never given out as content: %s", async (harm) => {
        const key = fresh();
        await blobs.put(key, bytes("a waveform"));
        await target[harm](key);
        await expect(blobs.get(key)).rejects.toEqual(dataLoss);
        await expect(blobs.get(key)).rejects.toMatchObject({ field: key });
      });

      test.each(["flipBit", "truncate", "spoilDescription"] as const)("is mended by putting the content again: %s", async (harm) => {
        const key = fresh();
        await blobs.put(key, bytes("a waveform"));
        await target[harm](key);
        await blobs.put(key, bytes("a waveform"));
        expect(await blobs.get(key)).toEqual(bytes("a waveform"));
      });

      test("between sender and store is found by the checksum that came along", async () => {
        const key = fresh();
        await blobs.put(key, bytes("a waveform, harmed"), { sha256: sha256(bytes("a waveform")) });
        await expect(blobs.get(key)).rejects.toEqual(dataLoss);
      });
    });

    describe("listing", () => {
      test("gives each key below a prefix once, page by page, and nothing beside it", async () => {
        const prefix = fresh("list");
        const keys = Array.from({ length: 23 }, (_, n) => `${prefix}/${n % 3}/blob-${n}`);
        for (const key of [...keys, `${prefix}x/other`, `${prefix}-1`]) await blobs.put(key, bytes(key));
        const found: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await blobs.list({ prefix, limit: 5, ...(cursor === undefined ? {} : { cursor }) });
          expect(page.keys.length).toBeLessThanOrEqual(5);
          found.push(...page.keys);
          cursor = page.nextCursor;
          if (cursor === undefined) break;
        }
        expect([...found].sort()).toEqual([...keys].sort());
        expect(await blobs.list({ prefix: `${prefix}/1`, limit: 100 })).toEqual({ keys: expect.arrayContaining([`${prefix}/1/blob-1`]) });
      });

      test("goes on after a key that has been deleted since", async () => {
        const prefix = fresh("list");
        const keys = ["a", "b", "c", "d"].map((name) => `${prefix}/${name}`);
        for (const key of keys) await blobs.put(key, bytes(key));
        const first = await blobs.list({ prefix, limit: 2 });
        for (const key of first.keys) await blobs.delete(key);
        const second = await blobs.list({ prefix, limit: 2, cursor: first.nextCursor as string });
        expect([...first.keys, ...second.keys].sort()).toEqual(keys);
        expect(second.nextCursor).toBeUndefined();
      });

      test("of an unknown prefix is empty", async () => {
        expect(await blobs.list({ prefix: fresh("none"), limit: 1 })).toEqual({ keys: [] });
      });

      test.each([0, 1001, 1.5])("refuses a limit of %d", async (limit) => {
        await expect(blobs.list({ limit })).rejects.toMatchObject({ name: "InvalidValue", field: "limit" });
      });
    });

    test.each([
      "",
      "/",
      "a/",
      "/a",
      "a//b",
      "..",
      "a/../b",
      ".hidden",
      "a\\b",
      "a b",
      "a\0b",
      "泵",
      "x".repeat(201),
      `${"a/".repeat(16)}b`,
    ])("refuses the key %j wherever it comes", async (key) => {
      const refusal = expect.objectContaining({ name: "InvalidValue", reason: "bad_blob_key" });
      await expect(blobs.put(key, bytes("x"))).rejects.toEqual(refusal);
      await expect(blobs.get(key)).rejects.toEqual(refusal);
      await expect(blobs.head(key)).rejects.toEqual(refusal);
      await expect(blobs.delete(key)).rejects.toEqual(refusal);
      await expect(blobs.list({ prefix: key, limit: 1 })).rejects.toEqual(refusal);
      await expect(blobs.list({ cursor: key, limit: 1 })).rejects.toEqual(refusal);
    });
  });
}
