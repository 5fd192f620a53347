import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openBlobStore, openRawStore, openStore } from "@phm/service-kit";
import type { ServiceEvent } from "./print-verification.js";
import { verifyFolder } from "./verify-folder.js";

let data: string;
const stores = () => join(data, "stores");

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "phm-verify-"));
  for (const service of ["predict", "workorders"]) {
    const store = await openStore({ database: "unused", folder: stores(), file: `${service}.db` });
    const things = await store.collection<{ note: string }>({ name: "things", indexes: [{ name: "by_note", fields: ["note"] }] });
    for (let n = 0; n < 300; n++) await things.insert(`thing-${n}`, { note: `note ${n} of ${service}` });
    await store.close();
  }
  for (const [service, name] of [
    ["predict", "models"],
    ["workorders", "attachments"],
    ["workorders", "documents"],
  ] as const) {
    const blobs = await openBlobStore({ name, database: "unused", folder: join(stores(), `${service}-${name}`) });
    await blobs.put(`${name}/one`, Buffer.from(`one of ${name}`));
    await blobs.put(`${name}/two`, Buffer.from(`two of ${name}`));
    await blobs.close();
  }
});
afterEach(() => rm(data, { recursive: true, force: true }));

async function verified(): Promise<ServiceEvent[]> {
  const events: ServiceEvent[] = [];
  for await (const event of verifyFolder(data, "1GiB")) events.push(event);
  return events;
}

const faults = async () => (await verified()).flatMap((event) => ("fault" in event ? [{ service: event.service, ...event.fault }] : []));

async function flipBitOfBlob(folder: string, name: string): Promise<void> {
  const found = (await readdir(join(stores(), folder), { recursive: true })).find((each) => each.endsWith(name)) as string;
  const file = join(stores(), folder, found);
  const bytes = await readFile(file);
  bytes[bytes.length - 2] = (bytes.at(-2) as number) ^ 2;
  await writeFile(file, bytes);
}

describe("the stores of a data folder", () => {
  test("are read whole, and nothing is found where nothing is wrong", async () => {
    const events = await verified();
    const items = events.reduce((sum, event) => sum + ("tally" in event && event.tally.done ? event.tally.items : 0), 0);
    expect([items, await faults()]).toEqual([2 * 300 + 3 * 2, []]);
  });

  test.each([
    ["predict", "models"],
    ["workorders", "attachments"],
    ["workorders", "documents"],
  ])("a flipped bit in a blob of %s, %s, is found by its key", async (service, name) => {
    await flipBitOfBlob(`${service}-${name}`, "one");
    expect(await faults()).toMatchObject([{ service, kind: "damaged", store: `blobs/${name}`, id: `${name}/one`, repaired: false }]);
  });

  test("a flipped bit in a page is found by the file, also where it is only in an index", async () => {
    // So that all of it is in the file itself.
    const raw = await openRawStore({ database: "unused", folder: stores(), file: "predict.db" });
    await raw.compact();
    await raw.close();
    const file = join(stores(), "predict.db");
    const bytes = await readFile(file);
    for (let page = bytes.length - 4096; page >= 4096; page -= 4096) {
      // Index pages begin with 2 (inner) or 10 (leaf).
      if (bytes[page] !== 10) continue;
      bytes[page + 4] = (bytes[page + 4] as number) ^ 1;
      break;
    }
    await writeFile(file, bytes);
    const found = await faults();
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ service: "predict", kind: "damaged", store: "pages", id: "predict.db" });
  });

  test("a file that is no database any more is one fault, and the others are read all the same", async () => {
    for (const name of await readdir(stores())) if (/^predict\.db-/.test(name)) await rm(join(stores(), name));
    await writeFile(join(stores(), "predict.db"), "not a database ".repeat(500));
    const found = await faults();
    expect(found).toMatchObject([{ service: "predict", kind: "damaged", store: "pages", id: "predict.db" }]);
    expect((await verified()).some(({ service }) => service === "workorders")).toBe(true);
  });

  test("a folder without stores, and a rate that is none, are refused by name", async () => {
    await rm(stores(), { recursive: true });
    await expect(verified()).rejects.toMatchObject({ name: "InvalidValue", field: "data" });
    await expect(verifyFolder(data, "fast").next()).rejects.toMatchObject({ name: "InvalidValue", field: "max-rate" });
  });
});
