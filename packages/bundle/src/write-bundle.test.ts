import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Acquisition, type AssetConfig, acquisitionId, addSeconds, assetRef, parseTimeNs, pointId } from "@phm/domain";
import { emptyFolder } from "../test/small-bundle.js";
import { COMPRESSIONS } from "./bundle-header.js";
import { openBundle } from "./open-bundle.js";
import { writeBundle } from "./write-bundle.js";

const POINT = pointId("h");
const CONFIG: AssetConfig = {
  ref: assetRef("default", "default", "m1"),
  kind: "motor-bearing",
  ratedSpeedRpm: 1480,
  machineClass: { group: 2, support: "rigid" },
  component: "drive-end bearing",
  points: [{ id: POINT, quantity: "acceleration", unit: "g", bearing: { designation: "6205" } }],
};
const OTHER: AssetConfig = { ...CONFIG, ref: assetRef("default", "default", "m2") };

function acquisition(index: number, config = CONFIG, change: Partial<Acquisition> = {}): Acquisition {
  return {
    ref: config.ref,
    id: acquisitionId(String(index)),
    timeBase: "recorded",
    startTimeNs: addSeconds(parseTimeNs("2026-01-01T00:00:00.000000001Z"), index),
    sampleRateHz: 25_600,
    samples: 3,
    speedRpm: 1479.5,
    channels: [
      { point: POINT, quantity: "acceleration", unit: "g", encoding: "i16le", scale: 0.001, data: Uint8Array.of(index, 1, 2, 3, 4, 5) },
    ],
    ...change,
  };
}

async function readBack(path: string): Promise<Acquisition[]> {
  const read: Acquisition[] = [];
  for await (const item of (await openBundle(path)).acquisitions()) read.push(item);
  return read;
}

test.each(COMPRESSIONS)(
  "what is written as %s reads back equal: assets, machine class, acquisitions of interleaved assets, to the nanosecond",
  async (compression) => {
    const path = join(await emptyFolder(), "out");
    const written = [acquisition(0), acquisition(0, OTHER), acquisition(1), acquisition(1, OTHER)];
    const count = await writeBundle(
      path,
      { name: "test", notes: ["made by a test"], assets: [CONFIG, OTHER], truth: { onset: 1 } },
      written,
      { compression },
    );
    expect(count).toBe(4);
    const bundle = await openBundle(path);
    expect(bundle.assets).toEqual([CONFIG, OTHER]);
    expect(bundle.header).toMatchObject({ name: "test", notes: ["made by a test"] });
    expect(await readBack(path)).toEqual(written);
    expect(JSON.parse(await readFile(join(path, "truth.json"), "utf8"))).toEqual({ onset: 1 });
  },
);

test("a large asset is split into several files that read back as one sequence", async () => {
  const path = join(await emptyFolder(), "out");
  const samples = 3 * 2 ** 20;
  const data = (index: number) => new Uint8Array(2 * samples).fill(index);
  const large = (index: number) =>
    acquisition(index, CONFIG, { samples, channels: [{ ...acquisition(0).channels[0]!, data: data(index) }] });
  await writeBundle(path, { name: "test", assets: [CONFIG] }, [0, 1, 2, 3, 4, 5, 6, 7].map(large), { compression: "gzip" });
  expect(Object.keys((await openBundle(path)).header.files)).toEqual(["m1-000.samples.gz", "m1-001.samples.gz"]);
  let index = 0;
  for await (const { channels } of (await openBundle(path)).acquisitions()) {
    expect(Buffer.compare(channels[0]!.data, data(index++))).toBe(0);
  }
  expect(index).toBe(8);
});

describe("a write that cannot be right", () => {
  const REFUSED: readonly [string, Acquisition[], RegExp][] = [
    ["time going backwards", [acquisition(1), acquisition(0)], /line 2: startTime/],
    ["an asset that is not declared", [acquisition(0, OTHER)], /line 1: asset/],
    ["data shorter than its samples", [acquisition(0, CONFIG, { samples: 4 })], /line 1: channels\[0\]\.data.*8 bytes for 4 samples/],
    [
      "a unit unlike the point's",
      [acquisition(0, CONFIG, { channels: [{ ...acquisition(0).channels[0]!, unit: "m/s2" }] })],
      /line 1: channels\[0\]\.unit/,
    ],
    [
      "a scale of zero",
      [acquisition(0, CONFIG, { channels: [{ ...acquisition(0).channels[0]!, scale: 0 }] })],
      /line 1: channels\[0\]\.scale/,
    ],
  ];

  test.each(REFUSED)("for %s leaves nothing behind", async (_, acquisitions, message) => {
    const folder = await emptyFolder();
    await expect(writeBundle(join(folder, "out"), { name: "test", assets: [CONFIG] }, acquisitions)).rejects.toThrow(message);
    expect(await readdir(folder)).toEqual([]);
  });

  test("leaves nothing behind when its source fails", async () => {
    const folder = await emptyFolder();
    const source = (async function* () {
      yield acquisition(0);
      throw new Error("source broke");
    })();
    await expect(writeBundle(join(folder, "out"), { name: "test", assets: [CONFIG] }, source)).rejects.toThrow("source broke");
    expect(await readdir(folder)).toEqual([]);
  });

  test("never replaces a folder in use, and takes an empty one", async () => {
    const path = join(await emptyFolder(), "out");
    await mkdir(path);
    await writeBundle(path, { name: "test", assets: [CONFIG] }, [acquisition(0)]);
    await expect(writeBundle(path, { name: "test", assets: [CONFIG] }, [acquisition(0)])).rejects.toThrow(/new or empty/);
    expect(await readBack(path)).toHaveLength(1);
    const file = join(await emptyFolder(), "file");
    await writeFile(file, "");
    await expect(writeBundle(file, { name: "test", assets: [CONFIG] }, [])).rejects.toThrow(/a file/);
  });
});
