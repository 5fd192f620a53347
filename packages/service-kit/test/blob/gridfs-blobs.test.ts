import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openBlobStore } from "@phm/service-kit";
import { mongoTestUrl } from "@phm/testkit";
import { Binary, MongoClient, type ObjectId } from "mongodb";
import { describeBlobContract } from "./blob-contract.js";

const url = await mongoTestUrl();

if (url === undefined) {
  describe.skip("blob store on GridFS: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  const database = `phm_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const options = { name: "waveforms", mongoUrl: url, database, folder: "unused" };
  const client = new MongoClient(url);
  const files = client.db(database).collection("waveforms.files");
  const chunks = client.db(database).collection<{ files_id: ObjectId; data: Binary }>("waveforms.chunks");
  const idOf = async (key: string) => (await files.findOne({ filename: key }))?._id as ObjectId;

  async function changeChunk(key: string, edit: (data: Buffer) => Buffer): Promise<void> {
    const files_id = await idOf(key);
    const { data } = (await chunks.findOne({ files_id })) as { data: Binary };
    await chunks.updateOne({ files_id }, { $set: { data: new Binary(edit(Buffer.from(data.buffer))) } });
  }

  afterAll(async () => {
    await client.db(database).dropDatabase();
    await client.close();
  });

  describeBlobContract("GridFS", {
    options,
    flipBit: (key) =>
      changeChunk(key, (data) => {
        data[0] = (data[0] as number) ^ 1;
        return data;
      }),
    truncate: (key) => changeChunk(key, (data) => data.subarray(0, -3)),
    spoilDescription: async (key) => void (await files.updateOne({ filename: key }, { $unset: { metadata: 1 } })),
  });

  describe("GridFS", () => {
    test("a blob whose chunks are gone is damaged, not absent", async () => {
      const blobs = await openBlobStore(options);
      await blobs.put("no-chunks", Buffer.from("x"));
      await chunks.deleteMany({ files_id: await idOf("no-chunks") });
      await expect(blobs.get("no-chunks")).rejects.toMatchObject({ reason: "data_loss" });
      await blobs.close();
    });

    test("a writer that lost the race leaves no chunks behind", async () => {
      const content = Buffer.alloc(10_000, "x");
      const stores = await Promise.all([1, 2, 3].map(() => openBlobStore(options)));
      await Promise.all(stores.map((store) => store.put("raced", content)));
      for (const store of stores) await store.close();
      const known = (await files.find().toArray()).map(({ _id }) => _id);
      expect(await chunks.countDocuments({ files_id: { $nin: known } })).toBe(0);
    });
  });
}

test("GridFS: a server that does not answer is unavailable, with the driver's error as cause", async () => {
  const mongoUrl = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100";
  const failure = openBlobStore({ name: "waveforms", mongoUrl, database: "x", folder: "unused" });
  await expect(failure).rejects.toMatchObject({ code: "unavailable", retryable: true, cause: expect.anything() });
});
