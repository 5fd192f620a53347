import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BlobStore, openBlobStore } from "@phm/service-kit";
import fc from "fast-check";
import { checkDocument, documentKey, ModelArtefacts } from "../src/models/model-artefacts.js";
import { candidate, encoded } from "./candidate-models.js";

let folder: string;
let blobs: BlobStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-artefacts-"));
  blobs = await openBlobStore({ name: "models", database: "unused", folder });
});
afterAll(async () => {
  await blobs.close();
  await rm(folder, { recursive: true, force: true });
});

const CHECKED = checkDocument(encoded(candidate("rig-2", 0.1)));

/** As it is served by a process that has not opened it yet. */
const served = (digest: string) => new ModelArtefacts(blobs).served(digest);

test("a document comes back as it was kept", async () => {
  await new ModelArtefacts(blobs).keep(CHECKED);
  expect((await served(CHECKED.digest)).document).toMatchObject(CHECKED.served.document);
});

test("whatever byte of it is damaged, it is refused by name, unless it still says the same", async () => {
  const key = documentKey(CHECKED.digest);
  const content = (await blobs.get(key)) as Uint8Array;
  await fc.assert(
    fc.asyncProperty(fc.nat(content.byteLength - 1), fc.integer({ min: 1, max: 255 }), async (at, flips) => {
      const damaged = Uint8Array.from(content);
      damaged[at] = (damaged[at] as number) ^ flips;
      await blobs.delete(key);
      await blobs.put(key, damaged);
      const opened = await served(CHECKED.digest).catch((error: { readonly reason?: string }) => error);
      // The last digit of a number may stand for the same number.
      if ("document" in opened) expect(opened.document).toMatchObject(CHECKED.served.document);
      else expect(opened.reason).toEqual(expect.any(String));
    }),
    { numRuns: 150 },
  );
});

test("one that is gone is told so", async () => {
  await blobs.delete(documentKey(CHECKED.digest));
  await expect(served(CHECKED.digest)).rejects.toMatchObject({ code: "internal", reason: "data_loss" });
});
