import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Acquisition, InvalidValue, parseTimeNs } from "@phm/domain";
import { type Draft, draftBundle, saveBundle, stored } from "../test/small-bundle.js";
import { BundleError } from "./bundle-error.js";
import { COMPRESSIONS } from "./bundle-header.js";
import { type AcquisitionSelection, openBundle } from "./open-bundle.js";

async function readAll(folder: string, selection?: AcquisitionSelection): Promise<Acquisition[]> {
  const bundle = await openBundle(folder);
  const read: Acquisition[] = [];
  for await (const acquisition of bundle.acquisitions(selection)) read.push(acquisition);
  return read;
}

describe("a sound bundle", () => {
  test.each(COMPRESSIONS)("packed as %s gives every sample of every channel, with its time base, time and scale", async (compression) => {
    const read = await readAll(await saveBundle(draftBundle(compression)));
    expect(read.map(({ ref, id }) => `${ref.organisation}/${ref.site}/${ref.asset}/${id}`)).toEqual([
      "default/default/a0/0",
      "default/default/a0/1",
      "default/default/a1/0",
      "default/default/a1/1",
    ]);
    const last = read[3]!;
    expect(last).toMatchObject({
      timeBase: "recorded",
      sampleRateHz: 1000,
      samples: 4,
      speedRpm: 1480,
      startTimeNs: parseTimeNs("2026-01-02T00:01:00Z"),
    });
    expect(last).not.toHaveProperty("loadN");
    expect(last.channels).toMatchObject([
      { point: "h", quantity: "acceleration", unit: "g", scale: 0.5 },
      { point: "c", quantity: "current", unit: "A", scale: 0.25 },
    ]);
    for (const [channel, { data }] of last.channels.entries()) {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      expect([0, 1, 2, 3].map((index) => view.getInt16(2 * index, true))).toEqual(
        [0, 1, 2, 3].map((index) => stored(1, 1, channel, index)),
      );
    }
  });

  test("gives its assets with the organisation, site and component asked for", async () => {
    const folder = await saveBundle(draftBundle());
    const { assets } = await openBundle(folder, { organisation: "acme", site: "north", component: "motor bearing" });
    expect(assets[0]).toMatchObject({
      ref: { organisation: "acme", site: "north", asset: "a0" },
      component: "motor bearing",
      kind: "motor",
    });
    expect((await openBundle(folder)).assets[0]!.component).toBe("bearing");
    expect(assets[0]).not.toHaveProperty("machineClass");
  });

  test("selects one asset up to a time, itself included, and counts without reading samples", async () => {
    const draft = draftBundle();
    draft.contents = {};
    const bundle = await openBundle(await saveBundle(draft));
    expect(await bundle.count()).toBe(4);
    expect(await bundle.count("a1")).toBe(2);
    const folder = await saveBundle(draftBundle());
    expect(await readAll(folder, { asset: "a1" })).toHaveLength(2);
    expect(await readAll(folder, { asset: "a1", until: parseTimeNs("2026-01-02T00:00:00Z") })).toHaveLength(1);
    expect(await readAll(folder, { until: parseTimeNs("2026-01-01T23:00:00Z") })).toHaveLength(2);
  });

  test("is read for one asset even where the samples of another are lost", async () => {
    const draft = draftBundle();
    delete draft.contents["a0.i16"];
    expect(await readAll(await saveBundle(draft), { asset: "a1" })).toHaveLength(2);
  });

  test("may hold fields that the reader does not know and empty lines", async () => {
    const draft = draftBundle();
    draft.header.assets[0].record = { zeroOffsetV: 1.5 };
    draft.lines.splice(1, 0, "");
    expect(await readAll(await saveBundle(draft))).toHaveLength(4);
  });
});

/** Each damage: what is done, and what the message must name (file, line where it has one, field). */
const DAMAGES: readonly [name: string, damage: (draft: Draft) => void, names: readonly string[], givenBefore: number][] = [
  [
    "an unknown format",
    (draft) => (draft.header.format = "phm-acquisition-bundle/2"),
    ["bundle.json", "format", "phm-acquisition-bundle/1"],
    0,
  ],
  ["a header that is not JSON", (draft) => (draft.header = "{"), ["bundle.json", "text", "JSON"], 0],
  ["no assets", (draft) => (draft.header.assets = []), ["bundle.json", "assets"], 0],
  ["an unknown unit", (draft) => (draft.header.assets[1].points[0].unit = "bar"), ["bundle.json", "assets[1].points[0].unit", "bar"], 0],
  ["a unit of another quantity", (draft) => (draft.header.assets[0].points[0].unit = "A"), ["assets[0].points[0].unit", '"A"'], 0],
  ["an unknown quantity", (draft) => (draft.header.assets[0].points[1].quantity = "smell"), ["assets[0].points[1].quantity", "smell"], 0],
  ["an asset named twice", (draft) => (draft.header.assets[1].id = "a0"), ["assets[1].id", "a0"], 0],
  ["an asset id with a path in it", (draft) => (draft.header.assets[1].id = "../a"), ["assets[1].id", "../a"], 0],
  ["a sample file outside the folder", (draft) => (draft.header.files["../a"] = draft.header.files["a0.i16"]), ["files", "../a"], 0],
  ["a missing sample file", (draft) => delete draft.contents["a1.i16"], ["a1.i16", "missing"], 2],
  ["a wrong hash", (draft) => (draft.header.files["a1.i16"].rawSha256 = "0".repeat(64)), ["a1.i16", "rawSha256", "0000"], 2],
  ["a wrong size", (draft) => (draft.header.files["a1.i16"].rawBytes = 33), ["a1.i16", "rawBytes", "33"], 2],
  [
    "a file that unpacks to more than stated",
    (draft) => (draft.header.files["a0.i16"].rawBytes = 28),
    ["a0.i16", "rawBytes", "more than 28"],
    0,
  ],
  [
    "a truncated file",
    (draft) => (draft.contents["a1.i16"] = draft.contents["a1.i16"]!.subarray(0, draft.contents["a1.i16"]!.length - 4)),
    ["a1.i16", "content"],
    2,
  ],
  ["an offset past the end", (draft) => (draft.lines[3].offset = 18), ["acquisitions.ndjson line 4", "offset", "18", "32"], 3],
  ["a negative offset", (draft) => (draft.lines[3].offset = -2), ["acquisitions.ndjson line 4", "offset", "-2"], 3],
  ["a bare NaN scale", (draft) => (draft.lines[1] = JSON.stringify(draft.lines[1]).replace("0.5", "NaN")), ["line 2", "scale", "NaN"], 1],
  [
    "an infinite scale",
    (draft) => (draft.lines[1] = JSON.stringify(draft.lines[1]).replace("0.5", "1e999")),
    ["line 2", "channels[0].scale", "Infinity"],
    1,
  ],
  ["a zero scale", (draft) => (draft.lines[1].channels[1].scale = 0), ["line 2", "channels[1].scale"], 1],
  ["zero samples", (draft) => (draft.lines[2].samples = 0), ["line 3", "samples"], 2],
  ["a fraction of a sample", (draft) => (draft.lines[2].samples = 1.5), ["line 3", "samples", "1.5"], 2],
  ["a sample rate of zero", (draft) => (draft.lines[2].sampleRateHz = 0), ["line 3", "sampleRateHz"], 2],
  ["an unknown encoding", (draft) => (draft.lines[2].channels[0].encoding = "i32le"), ["line 3", "channels[0].encoding", "i32le"], 2],
  ["a point that is not declared", (draft) => (draft.lines[1].channels[0].point = "x"), ["line 2", "channels[0].point", '"x"'], 1],
  ["a point named twice", (draft) => (draft.lines[1].channels[1].point = "h"), ["line 2", "channels[1].point"], 1],
  ["an asset that is not declared", (draft) => (draft.lines[1].asset = "b"), ["line 2", "asset", '"b"'], 1],
  ["a file that is not declared", (draft) => (draft.lines[1].file = "b.i16"), ["line 2", "file", "b.i16"], 1],
  ["an acquisition given twice", (draft) => (draft.lines[3].acquisition = "0"), ["line 4", "acquisition"], 3],
  ["a time that is none", (draft) => (draft.lines[3].startTime = "noon"), ["line 4", "startTime", "noon"], 3],
  [
    "time going backwards",
    (draft) => (draft.lines[3].startTime = "2026-01-01T23:59:59Z"),
    ["line 4", "startTime", "2026-01-02T00:00:00Z"],
    3,
  ],
  ["a line that is not JSON", (draft) => (draft.lines[2] = "{]"), ["acquisitions.ndjson line 3", "JSON"], 2],
  ["a line without channels", (draft) => delete draft.lines[0].channels, ["line 1", "channels"], 0],
];

test.each(DAMAGES)(
  "%s is refused by file, line and field, before anything of that acquisition is given out",
  async (_, damage, names, givenBefore) => {
    const draft = draftBundle();
    damage(draft);
    const folder = await saveBundle(draft);
    let given = 0;
    const reading = (async () => {
      const bundle = await openBundle(folder);
      for await (const _acquisition of bundle.acquisitions()) given++;
    })();
    const error = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BundleError);
    expect(error).toBeInstanceOf(InvalidValue);
    for (const name of names) expect((error as BundleError).message).toContain(name);
    expect((error as BundleError).path.startsWith(folder)).toBe(true);
    expect(given).toBe(givenBefore);
  },
);

test("a missing header or list of acquisitions is said by its name", async () => {
  const folder = await saveBundle(draftBundle());
  await rm(join(folder, "acquisitions.ndjson"));
  await expect(readAll(folder)).rejects.toThrow(/acquisitions\.ndjson.*missing/);
  await rm(join(folder, "bundle.json"));
  await expect(openBundle(folder)).rejects.toThrow(/bundle\.json.*missing/);
});

test("an asset that the bundle does not have is refused with those it has", async () => {
  await expect(readAll(await saveBundle(draftBundle()), { asset: "a9" })).rejects.toThrow(/"a9".*a0, a1/);
});
