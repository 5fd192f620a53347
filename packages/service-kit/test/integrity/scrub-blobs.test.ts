import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type BlobReference, type BlobStore, type Fault, openBlobStore, ReadPace, scrubBlobs } from "@phm/service-kit";
import { blobFile } from "../../src/blob/files/blob-place.js";
import { scrubShelf } from "../../src/integrity/scrub-blobs.js";

const pace = new ReadPace(1e9);
let folder: string;
let blobs: BlobStore;
let references: BlobReference[];

async function flipLastBit(key: string): Promise<void> {
  const file = await readFile(blobFile(folder, key));
  file[file.length - 1] = (file.at(-1) as number) ^ 1;
  await writeFile(blobFile(folder, key), file);
}

const shelf = (repair?: (reference: BlobReference) => Promise<boolean>) => ({
  name: "files",
  blobs,
  async *references() {
    yield* references;
  },
  ...(repair ? { repair } : {}),
});

async function faultsOf(repair?: (reference: BlobReference) => Promise<boolean>): Promise<Fault[]> {
  const found: Fault[] = [];
  for await (const event of scrubShelf(shelf(repair), { repair: repair !== undefined, pace }))
    if ("fault" in event) found.push(event.fault);
  return found;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-scrub-"));
  blobs = await openBlobStore({ name: "files", database: "unused", folder });
  references = [];
  for (const name of ["a", "b", "c"]) {
    const { sha256 } = await blobs.put(`files/${name}`, Buffer.from(`content of ${name}`));
    references.push({ key: `files/${name}`, sha256, namedBy: `document ${name}` });
  }
});
afterAll(async () => {
  await blobs.close();
  await rm(folder, { recursive: true, force: true });
});

describe("verification of blobs", () => {
  test("finds nothing in what is as it was written", async () => {
    expect(await faultsOf()).toEqual([]);
  });

  test("a document whose blob holds other content than it says is damage, though the blob is whole", async () => {
    const [first] = references as [BlobReference];
    references[0] = { ...first, sha256: "0".repeat(64) };
    expect(await faultsOf()).toMatchObject([{ kind: "damaged", id: "files/a", namedBy: "document a" }]);
    references[0] = first;
  });

  test("tells damaged from missing from orphaned, and leaves out what may be missing", async () => {
    await flipLastBit("files/a");
    await blobs.delete("files/b");
    await blobs.put("files/nobody", Buffer.from("x"));
    references.push({ key: "files/still-to-come", namedBy: "document d", mayBeMissing: true });
    expect(await faultsOf()).toMatchObject([
      { kind: "damaged", store: "blobs/files", id: "files/a", namedBy: "document a", repaired: false },
      { kind: "missing", store: "blobs/files", id: "files/b", namedBy: "document b", repaired: false },
      { kind: "orphaned", store: "blobs/files", id: "files/nobody", repaired: false },
    ]);
  });

  test("without documents, it still finds what is damaged", async () => {
    const found: string[] = [];
    for await (const event of scrubBlobs("files", blobs, { repair: false, pace })) if ("fault" in event) found.push(event.fault.id);
    expect(found).toEqual(["files/a"]);
  });

  test("what can be had from elsewhere is repaired, and is whole afterwards", async () => {
    const repair = async ({ key, sha256 }: BlobReference) => {
      if (key !== "files/a") return false;
      await blobs.put(key, Buffer.from("content of a"), { sha256: sha256 as string });
      return true;
    };
    expect(await faultsOf(repair)).toMatchObject([
      { kind: "damaged", id: "files/a", repaired: true },
      { kind: "missing", id: "files/b", repaired: false },
      { kind: "orphaned" },
    ]);
    expect(Buffer.from((await blobs.get("files/a")) as Uint8Array).toString()).toBe("content of a");
  });
});
