import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openBlobStore } from "@phm/service-kit";
import { blobFile } from "../../src/blob/files/blob-place.js";
import { describeBlobContract } from "./blob-contract.js";

/** Children are plain Node processes, so they run what `tsc -b` has built. */
const SERVICE_KIT = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
const root = await mkdtemp(join(tmpdir(), "phm-blobs-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const options = (folder: string) => ({ name: "test", database: "unused", folder: join(root, folder) });
const contract = options("contract");

async function change(key: string, edit: (file: Buffer) => Buffer): Promise<void> {
  const path = blobFile(contract.folder, key);
  await writeFile(path, edit(await readFile(path)));
}

describeBlobContract("files", {
  options: contract,
  flipBit: (key) =>
    change(key, (file) => {
      file[file.length - 1] = (file.at(-1) as number) ^ 1;
      return file;
    }),
  truncate: async (key) => {
    const path = blobFile(contract.folder, key);
    await truncate(path, (await readFile(path)).length - 3);
  },
  spoilDescription: (key) => change(key, (file) => Buffer.concat([Buffer.from("garbage"), file])),
});

describe("files", () => {
  test("are plain: one line of JSON that says what follows, then the content", async () => {
    const blobs = await openBlobStore(options("plain"));
    await blobs.put("a/b", Buffer.from("content"));
    const file = (await readFile(blobFile(options("plain").folder, "a/b"))).toString();
    const [header = "", ...content] = file.split("\n");
    expect(JSON.parse(header)).toEqual({
      blob: 1,
      key: "a/b",
      sha256: "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73",
      bytes: 7,
    });
    expect(content).toEqual(["content"]);
  });

  test("a file in the place of another is told, not given out", async () => {
    const { folder } = options("swapped");
    const blobs = await openBlobStore(options("swapped"));
    await blobs.put("one", Buffer.from("1"));
    await blobs.put("two", Buffer.from("2"));
    await writeFile(blobFile(folder, "one"), await readFile(blobFile(folder, "two")));
    await expect(blobs.get("one")).rejects.toMatchObject({ reason: "data_loss", field: "one" });
  });

  test("what a killed writer left is no blob; old drafts are removed at the next start, young ones are another writer's", async () => {
    const { folder } = options("killed");
    await (await openBlobStore(options("killed"))).close();
    const [old, young] = [join(folder, ".tmp", "1-old"), join(folder, ".tmp", "1-young")];
    for (const draft of [old, young]) await writeFile(draft, "half a blo");
    await utimes(old, new Date(0), new Date(0));
    const blobs = await openBlobStore(options("killed"));
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
    expect(await blobs.list({ limit: 10 })).toEqual({ keys: [] });
  });

  test("a write that fails leaves neither blob nor draft, and says that another try may help", async () => {
    const { folder } = options("refused");
    const blobs = await openBlobStore(options("refused"));
    // A file where the blob's folder must be: refused for every user, also for root.
    await writeFile(join(folder, "taken"), "");
    await expect(blobs.put("taken/blob", Buffer.from("x"))).rejects.toMatchObject({
      name: "StoreUnavailable",
      code: "unavailable",
      retryable: true,
      cause: expect.objectContaining({ code: "ENOTDIR" }),
    });
    expect(await readdir(join(folder, ".tmp"))).toEqual([]);
    expect(await blobs.get("taken/blob")).toBeUndefined();
  });

  test("a write that finds room for its start only leaves nothing, and succeeds when there is room", async () => {
    const { folder } = options("cramped");
    const content = Buffer.alloc(300_000, "x");
    // A limit on the length of files stands for a full disk: the kernel takes the start and says how much it took.
    const program = `
      const { openBlobStore } = await import(${JSON.stringify(SERVICE_KIT)});
      const blobs = await openBlobStore({ name: "test", database: "unused", folder: ${JSON.stringify(folder)} });
      await blobs.put("small", Buffer.alloc(1_000));
      const outcome = await blobs.put("large", Buffer.alloc(300_000, "x")).then(() => "stored", ({ code, retryable }) => code + " " + retryable);
      console.log(outcome, await blobs.get("large"), (await blobs.get("small")).length);`;
    const node = `exec ${process.execPath} --input-type=module -e "$PROGRAM"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", `trap '' XFSZ; ulimit -f 100; ${node}`], {
      env: { ...process.env, PROGRAM: program, NODE_OPTIONS: "" },
    });
    expect(stdout.trim()).toBe("unavailable true undefined 1000");
    expect(await readdir(join(folder, ".tmp"))).toEqual([]);
    const blobs = await openBlobStore(options("cramped"));
    await blobs.put("large", content);
    expect(content.equals((await blobs.get("large")) as Uint8Array)).toBe(true);
  });

  test("a folder that cannot be made or written to is refused at the start", async () => {
    await writeFile(join(root, "a-file"), "");
    await expect(openBlobStore(options("a-file/below"))).rejects.toMatchObject({ name: "StoreUnavailable" });
  });
});
