import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { formatTimeNs } from "@phm/domain";
import { emptyFolder } from "../test/small-bundle.js";
import { BundleError } from "./bundle-error.js";
import { importers } from "./importers.js";
import { openBundle } from "./open-bundle.js";

const femto = importers.femto!;

interface SnapshotForm {
  readonly separator?: string;
  readonly rows?: number;
  /** Changes one row of text; lines count from 1. */
  readonly change?: (row: string, line: number) => string;
}

/** 2560 rows as the rig writes them; horizontal = row/1000, vertical = −row/1000. */
function snapshot(
  hour: number,
  minute: number,
  second: number,
  { separator = ",", rows = 2560, change = (row) => row }: SnapshotForm = {},
): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const microsecond = 65_664 + Math.round(index * 39.0625);
    return change([hour, minute, second, microsecond, index / 1000, -index / 1000].join(separator), index + 1);
  });
  return `${lines.join("\n")}\n`;
}

async function recording(folders: Record<string, readonly string[]>): Promise<string> {
  const root = await emptyFolder();
  for (const [name, snapshots] of Object.entries(folders)) {
    await mkdir(join(root, name), { recursive: true });
    for (const [index, text] of snapshots.entries())
      await writeFile(join(root, name, `acc_${String(index + 1).padStart(5, "0")}.csv`), text);
    await writeFile(join(root, name, "temp_00001.csv"), "9,39,39,2,69.5\n");
  }
  return root;
}

describe("importing the native FEMTO folders", () => {
  test("gives each bearing as an asset of its condition, with exact values, both separators, across midnight", async () => {
    const root = await recording({
      "Learning_set/Bearing1_2": [snapshot(23, 59, 45), snapshot(23, 59, 55), snapshot(0, 0, 5, { separator: ";" })],
      "Learning_set/Bearing3_1": [snapshot(9, 39, 39)],
    });
    const out = join(await emptyFolder(), "out");
    expect(await femto.import(root, out)).toEqual({ assets: ["femto-b1-2", "femto-b3-1"], acquisitions: 4 });

    const bundle = await openBundle(out);
    expect(bundle.assets).toMatchObject([
      { ratedSpeedRpm: 1800, radialLoadN: 4000, kind: "bearing-rig" },
      { ratedSpeedRpm: 1500, radialLoadN: 5000 },
    ]);
    expect(bundle.assets[0]!.points[1]).toMatchObject({
      id: "v",
      unit: "g",
      bearing: { geometry: { balls: 13, ballDiameterMm: 3.5, pitchDiameterMm: 25.6 } },
    });
    const read = [];
    for await (const acquisition of bundle.acquisitions()) read.push(acquisition);
    expect(read.map(({ startTimeNs }) => formatTimeNs(startTimeNs))).toEqual([
      "2010-01-01T23:59:45.065664Z",
      "2010-01-01T23:59:55.065664Z",
      "2010-01-02T00:00:05.065664Z",
      "2010-01-01T09:39:39.065664Z",
    ]);
    for (const { samples, sampleRateHz, channels } of read) {
      expect([samples, sampleRateHz]).toEqual([2560, 25_600]);
      const view = new DataView(channels[1]!.data.buffer, channels[1]!.data.byteOffset);
      expect(view.getFloat32(4 * 1234, true)).toBe(Math.fround(-1.234));
    }
  });

  test("takes a single bearing's folder and the day asked for", async () => {
    const root = await recording({ Bearing2_1: [snapshot(1, 2, 3)] });
    const out = join(await emptyFolder(), "out");
    expect((await femto.import(join(root, "Bearing2_1"), out, { startDate: "2011-03-04", compression: "gzip" })).assets).toEqual([
      "femto-b2-1",
    ]);
    for await (const { startTimeNs } of (await openBundle(out)).acquisitions())
      expect(formatTimeNs(startTimeNs)).toBe("2011-03-04T01:02:03.065664Z");
  });

  const on = (line: number, text: string) => (row: string, at: number) => (at === line ? text : row);
  const REFUSED: readonly [string, Record<string, readonly string[]>, readonly string[]][] = [
    [
      "a cell that is not a number",
      { Bearing1_1: [snapshot(1, 0, 0), snapshot(1, 0, 10, { change: on(7, "1,0,10,1,x,0") })] },
      ["acc_00002.csv line 7", "column 5", '"x"'],
    ],
    ["an empty cell", { Bearing1_1: [snapshot(1, 0, 0, { change: on(2560, "1,0,0,1,0,") })] }, ["acc_00001.csv line 2560", "column 6"]],
    [
      "a row of five columns",
      { Bearing1_1: [snapshot(1, 0, 0, { change: on(3, "1,0,0,1,0") })] },
      ["acc_00001.csv line 3", "columns is 5"],
    ],
    ["an hour that no day has", { Bearing1_1: [snapshot(24, 0, 0)] }, ["acc_00001.csv line 1", "column 1 (hour)", "24"]],
    ["a truncated file", { Bearing1_1: [snapshot(1, 0, 0, { rows: 2000 })] }, ["acc_00001.csv", "rows is 2000", "2560"]],
    ["a clock that goes back", { Bearing1_1: [snapshot(2, 0, 0), snapshot(1, 59, 50)] }, ["acc_00002.csv line 1", "time of day"]],
    ["an unknown condition", { Bearing4_1: [snapshot(1, 0, 0)] }, ["Bearing4_1", "condition"]],
    [
      "a bearing that is there twice",
      { "Test_set/Bearing1_3": [snapshot(1, 0, 0)], "Full_Test_Set/Bearing1_3": [snapshot(1, 0, 0)] },
      ["Bearing1_3", "once"],
    ],
    ["a folder without snapshots", { Bearing1_1: [] }, ["Bearing1_1", "acc_00001.csv"]],
    ["a folder without bearings", { other: [] }, ["bearing folders"]],
  ];

  test.each(REFUSED)("%s is refused by file, line and column, and no bundle is left", async (_, folders, names) => {
    const root = await recording(folders);
    const out = join(await emptyFolder(), "out");
    const error = await femto.import(root, out).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BundleError);
    for (const name of names) expect((error as BundleError).message).toContain(name);
    await expect(openBundle(out)).rejects.toThrow(/missing/);
  });
});
