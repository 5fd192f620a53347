import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { openBundle } from "@phm/bundle";
import { formatTimeNs } from "@phm/domain";
import { importFiles } from "./import-files.js";

const MAPPING = {
  format: "phm-measurement-mapping/1",
  asset: "pump-1",
  channels: [{ channel: "de", point: "de", quantity: "acceleration", unit: "g", factor: 0.1 }],
  timeColumn: "t",
  speedRpm: 1480,
  startTimeInName: "(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)-(?<hour>\\d\\d)(?<minute>\\d\\d)",
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-import-files-"));
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const fileWith = async (name: string, content: string) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const options = async (mapping: object = MAPPING) => ({
  ...{ mapping: await fileWith("map.json", JSON.stringify(mapping)), out: join(folder, "bundle"), kind: "pump", component: "bearing" },
});

test("files become a bundle in the order of their start, in the point's unit", async () => {
  const later = await fileWith("p_20260102-0000.csv", "t,de\n0,30\n0.001,40\n");
  const earlier = await fileWith("p_20260101-0000.csv", "t,de\n0,10\n0.001,20\n");
  await importFiles([later, earlier], await options());
  const bundle = await openBundle(join(folder, "bundle"));
  expect(bundle.assets).toMatchObject([{ kind: "pump", ratedSpeedRpm: 1480, points: [{ id: "de", unit: "g" }] }]);
  const read: unknown[] = [];
  for await (const { startTimeNs, sampleRateHz, speedRpm, channels } of bundle.acquisitions({})) {
    const [{ data } = { data: new Uint8Array() }] = channels;
    read.push([formatTimeNs(startTimeNs), Math.round(sampleRateHz), speedRpm, [...new Float32Array(data.slice().buffer)]]);
  }
  expect(read).toEqual([
    ["2026-01-01T00:00:00Z", 1000, 1480, [1, 2]],
    ["2026-01-02T00:00:00Z", 1000, 1480, [3, 4]],
  ]);
});

test("one bad file leaves no bundle, and is named with the line", async () => {
  const good = await fileWith("p_20260101-0000.csv", "t,de\n0,10\n0.001,20\n");
  const bad = await fileWith("p_20260102-0000.csv", "t,de\n0,10\n0.001,x\n");
  await expect(importFiles([good, bad], await options())).rejects.toThrow(
    'p_20260102-0000.csv line 3: column de is "x"; it must be a number',
  );
  await expect(openBundle(join(folder, "bundle"))).rejects.toThrow("bundle.json");
});
