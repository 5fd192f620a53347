import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { acquisitionFromWire, acquisitionToWire, assetRefToWire, IntegrityService, scrubEventFromWire } from "@phm/contracts";
import type { Acquisition } from "@phm/domain";
import { deliver } from "@phm/sender";
import { createClient, type Fault, type Service, samplesCrc32 } from "@phm/service-kit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, acquisitionsOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const PUMP = pump("pump-1");
const ACQUISITIONS = acquisitionsOf(PUMP, 6);
const FIRST = ACQUISITIONS[0] as Acquisition;

let around: Surroundings;
let ingest: Service;
beforeAll(async () => {
  around = await surroundings([PUMP]);
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
  await deliver(ACQUISITIONS, { client: around.acquisitions });
  await around.archived();
}, 60_000);
afterAll(async () => {
  await ingest?.stop();
  await around?.close();
});

async function verify(repair: boolean): Promise<Fault[]> {
  const client = createClient(IntegrityService, `127.0.0.1:${around.env.PHM_GRPC_PORT}`);
  const found: Fault[] = [];
  for await (const message of client.call.verify({ repair })) {
    const event = scrubEventFromWire(message);
    if (event && "fault" in event) found.push(event.fault);
  }
  client.close();
  return found;
}

async function flipBitOf(id: string): Promise<void> {
  const folder = join(around.folder, "ingest-waveforms");
  const name = (await readdir(folder, { recursive: true })).find((each) => each.includes(`${id}-`)) as string;
  const file = await readFile(join(folder, name));
  file[file.length - 9] = (file.at(-9) as number) ^ 4;
  await writeFile(join(folder, name), file);
}

/** Takes from the broker what the archive has archived, as its other reader does. */
async function otherReaderTakesAll(): Promise<void> {
  await around.link.manager.streams.purge("PHM_ACQUISITION");
}

const read = (id: string) => around.archive.call.getAcquisition({ ref: assetRefToWire(PUMP.ref), id });

describe("the way of an acquisition's samples", () => {
  test("what arrives other than it was sent is refused as retryable, and taken when it comes whole", async () => {
    const acquisition = acquisitionToWire(acquisitionOf(PUMP, 60));
    const told = samplesCrc32(acquisition);
    const channel = acquisition.channels[0] as { data: Uint8Array };
    channel.data[5] = (channel.data[5] as number) ^ 1;
    const stream = around.acquisitions.call.submit();
    await stream.send({ acquisition, samplesCrc32: told });
    stream.end();
    for await (const { outcome } of stream.responses) {
      expect(outcome).toMatchObject({ case: "rejected", value: { reason: "bad_checksum", field: "samples_crc32", retryable: true } });
    }
    expect(await deliver([acquisitionOf(PUMP, 60)], { client: around.acquisitions })).toMatchObject({ accepted: 1 });
  });

  test("whoever reads it from the archive gets the checksum of what was sent", async () => {
    const { acquisition, archived } = await read(FIRST.id);
    if (!acquisition) throw new Error("no acquisition in the answer");
    expect(archived?.samplesCrc32).toBe(samplesCrc32(FIRST));
    expect(samplesCrc32(acquisition)).toBe(samplesCrc32(FIRST));
  });
});

describe("verification of ingest", () => {
  test("finds nothing where nothing is wrong", async () => {
    await around.archived();
    expect(await verify(true)).toEqual([]);
  });

  test("gets a damaged waveform back from the broker while it is still there", async () => {
    await flipBitOf(FIRST.id);
    await expect(read(FIRST.id)).rejects.toMatchObject({ reason: "data_loss" });
    expect(await verify(false)).toMatchObject([{ kind: "damaged", store: "blobs/waveforms", repaired: false }]);
    expect(await verify(true)).toMatchObject([{ kind: "damaged", store: "blobs/waveforms", repaired: true }]);
    const { acquisition } = await read(FIRST.id);
    expect(acquisition && acquisitionFromWire(acquisition)).toEqual(FIRST);
    expect(await verify(true)).toEqual([]);
  });

  test("lists it where the broker has it no more, until it is sent again", async () => {
    await otherReaderTakesAll();
    await flipBitOf(FIRST.id);
    const [fault] = await verify(true);
    expect(fault).toMatchObject({ kind: "damaged", namedBy: `acme:plant:pump-1:${FIRST.id}`, repaired: false });
    expect(await deliver([FIRST], { client: around.acquisitions })).toMatchObject({ duplicates: 1 });
    expect(await verify(true)).toEqual([]);
  });
});
