import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { AcquisitionSchema, acquisitionToWire } from "@phm/contracts";
import { type Acquisition, acquisitionId, assetRef, pointId } from "@phm/domain";
import { type BlobStore, type Collection, type DocumentStore, openBlobStore, openStore } from "@phm/service-kit";
import { ARCHIVE_COLLECTION, type ArchivedAcquisition } from "./archive-index.js";
import { WaveformArchive } from "./waveform-archive.js";

const REF = assetRef("default", "default", "pump-1");
const ACQUISITION: Acquisition = {
  ref: REF,
  id: acquisitionId("a1"),
  timeBase: "live",
  startTimeNs: 1_700_000_000_000_000_000n,
  sampleRateHz: 1_000,
  samples: 4,
  channels: [{ point: pointId("de"), quantity: "acceleration", unit: "g", encoding: "i16le", scale: 0.1, data: new Uint8Array(8).fill(1) }],
};
const encoded = (changes: Partial<Acquisition> = {}) => toBinary(AcquisitionSchema, acquisitionToWire({ ...ACQUISITION, ...changes }));

let folder: string;
let store: DocumentStore;
let blobs: BlobStore;
let index: Collection<ArchivedAcquisition>;
let archive: WaveformArchive;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-archive-"));
  store = await openStore({ database: "unused", folder, file: "test.db" });
  blobs = await openBlobStore({ name: "waveforms", database: "unused", folder: join(folder, "waveforms") });
  index = await store.collection<ArchivedAcquisition>(ARCHIVE_COLLECTION);
  archive = new WaveformArchive(blobs, index);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const blobCount = async () => (await blobs.list({ limit: 100 })).keys.length;

describe("the waveform archive", () => {
  it("gives back what it was given, byte for byte, and tells what it is without it", async () => {
    expect(await archive.store(encoded(), 5n)).toBe("stored");
    const archived = await archive.describe(REF, ACQUISITION.id);
    expect(archived).toMatchObject({ asset: "pump-1", points: ["de"], samples: 4, sampleRateHz: 1_000, timeBase: "live" });
    expect(archived.receivedNs).toBe("0000000000000000005");
    expect(Buffer.from(await archive.read(archived))).toEqual(Buffer.from(encoded()));
  });

  it("keeps one entry and one blob of a message that is delivered twice, as first received", async () => {
    await archive.store(encoded(), 5n);
    expect(await archive.store(encoded(), 6n)).toBe("known");
    expect([await index.count(), await blobCount()]).toEqual([1, 1]);
    expect((await archive.describe(REF, ACQUISITION.id)).receivedNs).toBe("0000000000000000005");
  });

  it("takes the same measurement with another estimate of the clock as a repetition", async () => {
    await archive.store(encoded({ clockOffsetNs: 1_000n }), 5n);
    expect(await archive.store(encoded({ clockOffsetNs: 2_000n }), 6n)).toBe("known");
    expect(await archive.store(encoded(), 7n)).toBe("known");
    expect([await index.count(), await blobCount()]).toEqual([1, 1]);
  });

  it("refuses other content under a known id, and keeps the first", async () => {
    await archive.store(encoded(), 5n);
    await expect(archive.store(encoded({ speedRpm: 1_500 }), 6n)).rejects.toMatchObject({ code: "already_exists", reason: "id_conflict" });
    expect(Buffer.from(await archive.read(await archive.describe(REF, ACQUISITION.id)))).toEqual(Buffer.from(encoded()));
    expect(await blobCount()).toBe(1);
  });

  it("completes what a crash left between blob and entry", async () => {
    const crashing = { ...index, insert: () => Promise.reject(new Error("killed")), get: (id: string) => index.get(id) };
    await expect(new WaveformArchive(blobs, crashing as typeof index).store(encoded(), 5n)).rejects.toThrow("killed");
    expect([await index.count(), await blobCount()]).toEqual([0, 1]);
    expect(await archive.store(encoded(), 5n)).toBe("stored");
    expect([await index.count(), await blobCount()]).toEqual([1, 1]);
  });

  it("two processes that archive one measurement leave one entry and its blob", async () => {
    const other = new WaveformArchive(blobs, index);
    const results = await Promise.all([archive.store(encoded({ clockOffsetNs: 1n }), 5n), other.store(encoded({ clockOffsetNs: 2n }), 6n)]);
    expect([...results].sort()).toEqual(["known", "stored"]);
    expect([await index.count(), await blobCount()]).toEqual([1, 1]);
    await archive.read(await archive.describe(REF, ACQUISITION.id));
  });

  it("says so when the waveform of an entry is gone", async () => {
    await archive.store(encoded(), 5n);
    const archived = await archive.describe(REF, ACQUISITION.id);
    await blobs.delete(archived.blob);
    await expect(archive.read(archived)).rejects.toMatchObject({ code: "internal", reason: "data_loss", retryable: false });
  });

  it("refuses what is no acquisition", async () => {
    await expect(archive.store(new Uint8Array([9, 9, 9]), 5n)).rejects.toMatchObject({ code: "invalid_argument", reason: "undecodable" });
  });
});
