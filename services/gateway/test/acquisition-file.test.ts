import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openBundle } from "@phm/bundle";
import { ArchiveService, acquisitionToWire } from "@phm/contracts";
import { type Acquisition, type AssetConfig, acquisitionId, assetRef, parseTimeNs, pointId } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";
import { readMeasurementFile } from "@phm/measurement-files";
import { defineService, ServiceError } from "@phm/service-kit";
import { Router } from "express";
import { unzipSync } from "fflate";
import { acquisitionFileOperations } from "../src/routes/acquisition-file.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const SAMPLES = 200;
const RATE_HZ = 1_000;
const ref = assetRef("default", "default", "pump");
const f32 = Float32Array.from({ length: SAMPLES }, (_, i) => Math.sin(i) / 3);
const i16 = Int16Array.from({ length: SAMPLES }, (_, i) => 100 * i - 7);
const bytes = (values: Float32Array | Int16Array) => new Uint8Array(values.buffer.slice(0));
const ACQUISITION: Acquisition = {
  ...{ ref, id: acquisitionId("a1"), timeBase: "live", startTimeNs: parseTimeNs("2026-11-24T10:20:30.5Z") },
  ...{ sampleRateHz: RATE_HZ, samples: SAMPLES, speedRpm: 1480 },
  channels: [
    { point: pointId("de"), quantity: "acceleration", unit: "g", encoding: "f32le", scale: 1, data: bytes(f32) },
    { point: pointId("current"), quantity: "current", unit: "A", encoding: "i16le", scale: 0.01, data: bytes(i16) },
  ],
};
const CONFIG: AssetConfig = {
  ...{ ref, kind: "pump", component: "bearing" },
  points: [
    { id: pointId("de"), quantity: "acceleration", unit: "g" },
    { id: pointId("current"), quantity: "current", unit: "A" },
  ],
};

let folder: string;
let served: ServedRoutes;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-files-"));
  const archive = defineService(ArchiveService, {
    getAcquisition: async ({ id }: { id: string }) => {
      if (id !== ACQUISITION.id) throw new ServiceError("not_found", `there is no acquisition ${id}`);
      const { startTimeNs } = ACQUISITION;
      return { archived: { id, startTimeNs }, acquisition: acquisitionToWire(ACQUISITION) };
    },
  } as never);
  const registered = () =>
    Router().use("/assets/:asset", (_request, response, next) => {
      response.locals.known = { config: CONFIG };
      next();
    });
  served = await serveRoutes(ArchiveService, archive, (calls) => ({ ingest: { archive: calls } }), registered, acquisitionFileOperations);
});
afterAll(async () => {
  await served.stop();
  await rm(folder, { recursive: true });
});

const get = (query: string, id = ACQUISITION.id as string) =>
  fetch(`${served.url}/assets/pump/acquisitions/${encodeURIComponent(id)}/file?${query}`);
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const values = (channel: number) => {
  const { data, encoding, scale } = ACQUISITION.channels[channel] as Acquisition["channels"][number];
  return decodeSamples(data, encoding, scale);
};

test("a CSV file has seconds and each point with its unit, to the digits of a float32", async () => {
  const answer = await get("format=csv");
  expect(answer.headers.get("content-type")).toMatch(/^text\/csv/);
  expect(answer.headers.get("content-disposition")).toBe("attachment; filename=pump-2026-11-24T102030.500Z.csv");
  const [header, ...lines] = (await answer.text()).trimEnd().split("\r\n");
  expect(header).toBe("time (s),de (g),current (A)");
  const columns = lines.map((line) => line.split(",").map(Number));
  expect(columns.map(([time]) => time)).toEqual(Array.from({ length: SAMPLES }, (_, i) => i / RATE_HZ));
  expect(Float32Array.from(columns, ([, value]) => value as number)).toEqual(values(0));
  expect(Float32Array.from(columns, ([, , value]) => value as number)).toEqual(values(1));
});

test("a WAV file read back is the samples to the bit", async () => {
  const { channels } = readMeasurementFile("a.wav", await bytesOf(await get("format=wav")));
  expect(channels.map(({ sampleRateHz }) => sampleRateHz)).toEqual([RATE_HZ, RATE_HZ]);
  expect(channels.map(({ samples }) => Float32Array.from(samples))).toEqual([values(0), values(1)]);
});

test("a bundle read back is the acquisition to the bit", async () => {
  const path = join(folder, "bundle");
  await mkdir(path);
  const answer = await get("format=bundle");
  expect(answer.headers.get("content-type")).toBe("application/zip");
  for (const [name, content] of Object.entries(unzipSync(await bytesOf(answer)))) await writeFile(join(path, name), content);
  const bundle = await openBundle(path);
  const read: Acquisition[] = [];
  for await (const acquisition of bundle.acquisitions({})) read.push(acquisition);
  expect(read).toHaveLength(1);
  expect(read[0]).toMatchObject({
    id: ACQUISITION.id,
    startTimeNs: ACQUISITION.startTimeNs,
    sampleRateHz: RATE_HZ,
    samples: SAMPLES,
    speedRpm: 1480,
  });
  const samples = read[0]?.channels.map(({ data, encoding, scale }) => decodeSamples(data, encoding, scale));
  expect(samples).toEqual([values(0), values(1)]);
});

test("a part is cut at samples, and keeps its time", async () => {
  const lines = (await (await get("format=csv&fromS=0.05&toS=0.06")).text()).trimEnd().split("\r\n").slice(1);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatch(/^0\.05,/);
});

test.each([
  ["format=mat", "format"],
  ["", "format"],
  ["format=csv&fromS=9", "fromS"],
  ["format=csv&fromS=0.1&toS=0.1", "toS"],
  ["format=bundle&fromS=0.1", "format"],
  ["format=csv&path=/etc/passwd", "path"],
])("%s is refused by the name of its field", async (query, field) => {
  expect(await (await get(query)).json()).toMatchObject({ status: 400, field });
});

test.each(["../../etc/passwd", "..", "a1\0", "%2e%2e"])("there is no acquisition %j", async (id) => {
  expect((await get("format=csv", id)).status).toBe(404);
});
