import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openBundle } from "@phm/bundle";
import type { Acquisition } from "@phm/domain";
import { readMeasurementFile } from "@phm/measurement-files";
import { simulateLife } from "@phm/simulator";
import { runPhm, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

const ACQUISITIONS = 5;
const source = simulateLife({ seed: 3, acquisitions: ACQUISITIONS, samples: 2048, sampleRateHz: 12_800, intervalS: 600 });
const asset = source.config.ref.asset;
const sent = [...source.acquisitions()];

describe("what a running suite has measured and computed can be taken out", () => {
  let suite: TestSuite;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-export-"));
    suite = await startTestSuite();
    await suite.deliver(source);
    // The archive reads beside the chain: it may be a moment behind what has been assessed.
    await waitFor(async () => (await phm("raw", "--out", join(folder, `try-${Date.now()}`))).includes(`: ${ACQUISITIONS} acquisitions`), {
      what: "the archive",
    });
  }, 60_000);
  afterAll(async () => {
    await suite?.cleanup();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  async function phm(kind: "raw" | "features", ...args: string[]): Promise<string> {
    const { ingest, workorders, features } = suite.suite.grpcAddress;
    const addresses = kind === "raw" ? ["--ingest", ingest, "--workorders", workorders] : ["--features", features];
    const { code, stdout, stderr } = await runPhm(["export", kind, asset, ...args, ...addresses]);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  }

  it("as a bundle: every acquisition to the byte", async () => {
    const out = join(folder, "bundle");
    await phm("raw", "--out", out);
    const read: Acquisition[] = [];
    for await (const acquisition of (await openBundle(out)).acquisitions({})) read.push(acquisition);
    const content = (acquisitions: readonly Acquisition[]) =>
      acquisitions.map(({ id, startTimeNs, channels }) => [
        id,
        startTimeNs,
        channels.map(({ point, data }) => [point, Buffer.from(data).toString("hex")]),
      ]);
    expect(content(read)).toEqual(content(sent));
  });

  it.each(["csv", "wav"])("as %s: a file an acquisition with its values, and an index", async (format) => {
    const out = join(folder, format);
    await phm("raw", "--format", format, "--out", out);
    const [index, ...files] = (await readdir(out)).sort(
      (a, b) => Number(b === "acquisitions.csv") - Number(a === "acquisitions.csv") || (a < b ? -1 : 1),
    );
    expect([index, files.length]).toEqual(["acquisitions.csv", ACQUISITIONS]);
    const [first] = files as [string];
    const { channels } = readMeasurementFile(first, await readFile(join(out, first)));
    const [{ data, encoding, scale } = { data: new Uint8Array(), encoding: "f32le", scale: 1 }] = sent[0]?.channels ?? [];
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const values = Array.from(
      { length: 2048 },
      (_, i) => scale * (encoding === "i16le" ? view.getInt16(2 * i, true) : view.getFloat32(4 * i, true)),
    );
    const written = channels.find(({ name }) => name === (format === "csv" ? sent[0]?.channels[0]?.point : "1"))?.samples ?? [];
    expect(Math.max(...values.map((value, i) => Math.abs(value - (written[i] as number)) / Math.max(1e-9, Math.abs(value))))).toBeLessThan(
      1e-6,
    );
  });

  it("a range ends before its end; a folder that is in use is refused", async () => {
    const from = new Date(Number((sent[1]?.startTimeNs ?? 0n) / 1_000_000n)).toISOString();
    const to = new Date(Number((sent[3]?.startTimeNs ?? 0n) / 1_000_000n)).toISOString();
    expect(await phm("raw", "--out", join(folder, "range"), "--from", from, "--to", to)).toContain(": 2 acquisitions");
    await expect(phm("raw", "--format", "csv", "--out", join(folder, "range"))).rejects.toThrow("a new or empty folder");
    await expect(phm("raw", "--out", join(folder, "none"), "--from", to, "--to", from)).rejects.toThrow("--to is");
  });

  it("features as CSV and as Parquet: the same table", async () => {
    const [csv, parquet] = [join(folder, "features.csv"), join(folder, "features.parquet")];
    const point = sent[0]?.channels[0]?.point as string;
    expect(await phm("features", "--point", point, "--out", csv)).toContain(`: ${ACQUISITIONS} rows`);
    await phm("features", "--point", point, "--format", "parquet", "--out", parquet);
    const [titles = "", ...rows] = (await readFile(csv, "utf8")).trimEnd().split("\n");
    const table = await parquetReadObjects({ file: await asyncBufferFromFile(parquet) });
    expect(Object.keys(table[0] ?? {})).toEqual(titles.split(","));
    const cells = (row: Record<string, unknown>) =>
      Object.values(row).map((value) => (value === undefined || value === null ? "" : String(value)));
    expect(table.map((row) => cells(row).join(","))).toEqual(rows);
    expect(rows.map((row) => row.split(",")[1])).toEqual(sent.map(({ id }) => id));
  });

  it("features of a point that there is not are refused", async () => {
    await expect(phm("features", "--point", "nowhere", "--out", join(folder, "none.csv"))).rejects.toThrow("no features of");
  });
});
