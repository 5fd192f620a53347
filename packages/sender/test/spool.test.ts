import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { AcquisitionSchema } from "@phm/contracts";
import { MIN_BUDGET_BYTES, Spool, type SpoolDamage, type SpoolGap, type SpoolOptions } from "../src/index.js";
import type { SpoolRecord } from "../src/spool/spool-record.js";
import { acquisition } from "./acquisitions.js";

const MIB = 1024 * 1024;
const NOW_MS = 1_800_000_000_000;

let folder: string;
let open: Spool[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phm-spool-"));
  open = [];
});
afterEach(async () => {
  for (const spool of open) await spool.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(options: Partial<SpoolOptions> = {}): Promise<Spool> {
  const spool = await Spool.open({ folder, budgetBytes: MIN_BUDGET_BYTES, nowMs: () => NOW_MS, ...options });
  open.push(spool);
  return spool;
}

/** All that waits, as it would be sent. */
async function all(spool: Spool): Promise<SpoolRecord[]> {
  spool.endInput();
  const found: SpoolRecord[] = [];
  for await (const record of spool.records()) found.push(record);
  return found;
}
const idOf = ({ payload }: SpoolRecord) => fromBinary(AcquisitionSchema, payload).id;
const idsIn = async (spool: Spool) => (await all(spool)).map(idOf);
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => acquisition(from + i).id as string);
const segments = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".seg"))
    .sort()
    .map((name) => join(folder, name));

async function fill(spool: Spool, from: number, to: number, bytes?: number): Promise<void> {
  await Promise.all(Array.from({ length: to - from }, (_, i) => spool.append(acquisition(from + i, bytes ? { bytes } : {}))));
}

describe("a spool", () => {
  it("gives back in order, over many segments and after it was closed, what was appended", async () => {
    const first = await opened({ segmentBytes: 8_000 });
    await fill(first, 0, 50);
    await first.close();
    expect(segments().length).toBeGreaterThan(5);
    const second = await opened({ segmentBytes: 8_000 });
    await fill(second, 50, 60);
    expect(await idsIn(second)).toEqual(ids(0, 60));
  });

  it("gives what is appended while it is read, and ends when its input ends", async () => {
    const spool = await opened();
    const read = (async () => {
      const seen: string[] = [];
      for await (const record of spool.records()) seen.push(idOf(record));
      return seen;
    })();
    for (let n = 0; n < 20; n++) await spool.append(acquisition(n));
    spool.endInput();
    expect(await read).toEqual(ids(0, 20));
  });

  it("keeps what is not acknowledged, whatever the order of acknowledging, and clears away the rest", async () => {
    const first = await opened({ segmentBytes: 4_000 });
    await fill(first, 0, 30);
    const records = await all(first);
    for (const { sequence } of [...records].reverse()) if (sequence !== 12) await first.acknowledge(sequence);
    expect(await first.status()).toMatchObject({ waiting: 1, acknowledged: 29 });
    await first.close();
    const second = await opened();
    expect((await idsIn(second))[0]).toBe(idOf(records[11]!));
    for (const { sequence } of records) await second.acknowledge(sequence);
    await second.close();
    const third = await opened();
    expect(await idsIn(third)).toEqual([]);
    expect(await third.status()).toMatchObject({ waiting: 0, spooledBytes: 0, oldestAgeMs: null });
  });

  it("tells how much waits and since when", async () => {
    let nowMs = NOW_MS;
    const spool = await opened({ nowMs: () => nowMs });
    await spool.append(acquisition(0));
    nowMs += 5_000;
    await spool.append(acquisition(1));
    nowMs += 1_000;
    expect(await spool.status()).toMatchObject({ waiting: 2, oldestAgeMs: 6_000, budgetBytes: MIN_BUDGET_BYTES });
    expect((await spool.status()).spooledBytes).toBeGreaterThan(2_000);
  });

  it("puts what is refused for good aside with the reason, and does not give it again", async () => {
    const first = await opened();
    await fill(first, 0, 3);
    const [, second] = await all(first);
    const refusal = { asset: "pump", id: "000001", reason: "unknown_point", field: "point", value: "x", limit: "one of de" };
    await first.refuse(second!, refusal);
    await first.close();
    const files = readdirSync(join(folder, "refused")).sort();
    expect(files).toEqual(["2-pump-000001.json", "2-pump-000001.pb"]);
    expect(JSON.parse(readFileSync(join(folder, "refused", files[0]!), "utf8"))).toMatchObject({ ...refusal, sequence: 2 });
    expect(fromBinary(AcquisitionSchema, readFileSync(join(folder, "refused", files[1]!))).id).toBe("000001");
    const again = await opened();
    expect((await again.status()).refused).toBe(1);
  });

  it("remembers how far an input was taken", async () => {
    const first = await opened();
    first.noteTaken("bundle-a", 17);
    await first.close();
    const again = await opened();
    expect([again.takenOf("bundle-a"), again.takenOf("bundle-b")]).toEqual([17, 0]);
  });

  it("belongs to one process: a second is refused by the folder's name, and it is free when the first is closed", async () => {
    const first = await opened();
    await expect(opened()).rejects.toMatchObject({ code: "failed_precondition", reason: "folder_in_use", value: folder });
    await first.close();
    await opened();
  });

  it("refuses a budget under two of the largest acquisitions, and an acquisition over 4 MiB, by name", async () => {
    await expect(opened({ budgetBytes: MIN_BUDGET_BYTES - 1 })).rejects.toMatchObject({ field: "budgetBytes" });
    const spool = await opened();
    await expect(spool.append(acquisition(0, { bytes: 4 * MIB }))).rejects.toMatchObject({ reason: "too_large" });
  });

  it("of a later form is left alone", async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "state.json"), '{"form":2}');
    await expect(opened()).rejects.toMatchObject({ name: "InvalidValue" });
  });
});

describe("the budget of a spool", () => {
  const BYTES = 1 * MIB;

  it("refuses what is over it, takes it when there is room again, and has lost nothing", async () => {
    const spool = await opened();
    const taken = 15;
    for (let n = 0; n < taken; n++) await spool.append(acquisition(n, { bytes: BYTES }));
    await expect(spool.append(acquisition(taken, { bytes: BYTES }))).rejects.toMatchObject({
      code: "resource_exhausted",
      reason: "spool_full",
      retryable: true,
    });
    expect((await spool.status()).spooledBytes).toBeLessThanOrEqual(MIN_BUDGET_BYTES);
    await spool.acknowledge(1);
    await spool.append(acquisition(taken, { bytes: BYTES }));
    expect(await idsIn(spool)).toEqual(ids(1, taken + 1));
  });

  it("drops the oldest where that is wanted, counts them, and keeps on record what is missing of which asset", async () => {
    const gaps: SpoolGap[] = [];
    const options = { whenFull: "drop_oldest", onDropped: (gap: SpoolGap) => gaps.push(gap), segmentBytes: 2 * MIB } as const;
    const spool = await opened(options);
    for (let n = 0; n < 40; n++) await spool.append(acquisition(n, { bytes: BYTES, asset: n % 2 ? "fan" : "pump" }));
    const { waiting, dropped, spooledBytes } = await spool.status();
    expect(spooledBytes).toBeLessThanOrEqual(MIN_BUDGET_BYTES);
    expect(dropped).toBeGreaterThan(20);
    expect(waiting + dropped).toBe(40);
    expect(await idsIn(spool)).toEqual(ids(dropped, 40));
    const of = (asset: string) => gaps.filter((gap) => gap.asset === asset);
    expect(of("pump")[0]?.firstStartNs).toBe(String(acquisition(0).startTimeNs));
    expect(of("fan")[0]?.firstStartNs).toBe(String(acquisition(1).startTimeNs));
    expect(gaps.reduce((sum, { acquisitions }) => sum + acquisitions, 0)).toBe(dropped);
    await spool.close();
    expect((await (await opened(options)).status()).dropped).toBe(dropped);
  });

  it("finishes a drop that was cut off between its record and its file", async () => {
    const first = await opened({ segmentBytes: 2_000 });
    await fill(first, 0, 6);
    await first.close();
    const line = { segment: 1, organisation: "acme", site: "plant", asset: "pump", acquisitions: 1, firstStartNs: "1", lastStartNs: "1" };
    writeFileSync(join(folder, "gaps.jsonl"), `\n${JSON.stringify(line)}\n{"segment":`);
    expect(await idsIn(await opened())).toEqual(ids(1, 6));
    expect(existsSync(segments()[0]!)).toBe(true);
  });
});

describe("damage to a spool", () => {
  it("a record that was not written to its end is cut off, and the next one takes its place", async () => {
    const first = await opened();
    await fill(first, 0, 5);
    await first.close();
    const [last] = segments().slice(-1);
    truncateSync(last!, readFileSync(last!).byteLength - 100);
    const damaged: SpoolDamage[] = [];
    const again = await opened({ onDamage: (damage) => damaged.push(damage) });
    await again.append(acquisition(9));
    expect(await idsIn(again)).toEqual([...ids(0, 4), "000009"]);
    expect(damaged).toEqual([]);
  });

  it.each([
    ["in the middle of a segment", 2],
    ["at the end of the last segment", 4],
  ])("a flipped bit %s costs that record alone, is reported, and its bytes are kept", async (_where, hit) => {
    const first = await opened();
    await fill(first, 0, 5);
    await first.close();
    const [file] = segments();
    const bytes = readFileSync(file!);
    const at = Math.floor(bytes.byteLength / 5) * hit + 200;
    bytes[at] = bytes[at]! ^ 0x10;
    writeFileSync(file!, bytes);
    const damaged: SpoolDamage[] = [];
    const again = await opened({ onDamage: (damage) => damaged.push(damage) });
    expect(await idsIn(again)).toEqual(ids(0, 5).filter((_, n) => n !== hit));
    expect(damaged).toMatchObject([{ reason: "checksum of the payload" }]);
    expect(readFileSync(damaged[0]!.file).byteLength).toBe(damaged[0]!.bytes);
    const { waiting, damaged: places } = await again.status();
    expect([waiting, places]).toEqual([4, 1]);
  });

  it("a state that cannot be read costs repetitions, not records", async () => {
    const first = await opened();
    await fill(first, 0, 5);
    await first.acknowledge(1);
    await first.close();
    writeFileSync(join(folder, "state.json"), "\0\0\0");
    expect(await idsIn(await opened())).toEqual(ids(0, 5));
  });
});

describe("kill -9 of the process that appends", () => {
  const BUILT = fileURLToPath(new URL("../dist/index.js", import.meta.url));
  const WRITER = `
    const { Spool } = await import(${JSON.stringify(BUILT)});
    const [, folder, from] = process.argv;
    const spool = await Spool.open({ folder, budgetBytes: ${64 * MIB}, segmentBytes: 300000 });
    const of = (n) => ({ ref: { organisation: "acme", site: "plant", asset: "pump" }, id: String(n).padStart(6, "0"), timeBase: "recorded",
      startTimeNs: BigInt(n), sampleRateHz: 1, samples: 10000,
      channels: [{ point: "de", quantity: "acceleration", unit: "g", encoding: "i16le", scale: 1, data: Buffer.alloc(20000, n) }] });
    for (let n = Number(from); ; n += 4) {
      await Promise.all([n, n + 1, n + 2, n + 3].map((each) => spool.append(of(each))));
      process.stdout.write(String(n + 3) + "\\n");
    }`;

  /** Resolves with the last acquisition that the process said it had. */
  async function writeUntilKilled(from: number, lines: number): Promise<number> {
    const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", WRITER, folder, String(from)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = new Promise((resolve) => child.once("exit", resolve));
    let last = from - 1;
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout! })) {
      last = Number(line);
      seen += 1;
      if (seen === lines) child.kill("SIGKILL");
    }
    await gone;
    return last;
  }

  it("at any point leaves every record that was taken, once, in order, and the folder free", async () => {
    if (!existsSync(BUILT)) throw new Error("dist is missing: run npm run setup first");
    const promised: string[][] = [];
    let from = 0;
    for (const lines of [3, 11, 7]) {
      const last = await writeUntilKilled(from, lines);
      promised.push(ids(from, last + 1));
      from = last + 1_000;
    }
    const found = await idsIn(await opened({ budgetBytes: 64 * MIB }));
    expect(new Set(found).size).toBe(found.length);
    expect([...found].sort()).toEqual(found);
    expect(promised.flat().filter((id) => !found.includes(id))).toEqual([]);
  });
});

const isRoot = process.getuid?.() === 0;
(isRoot ? describe : describe.skip)("a full disk (a small tmpfs; needs root)", () => {
  it("is a clear refusal that costs nothing that was taken, and is over when there is room again", async () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", disk]);
    try {
      const spool = await opened({ folder: join(disk, "spool"), budgetBytes: 64 * MIB, segmentBytes: 1 * MIB });
      const ballast = join(disk, "ballast");
      writeFileSync(ballast, Buffer.alloc(1 * MIB));
      let taken = 0;
      const fillUp = async () => {
        for (; ; taken++) await spool.append(acquisition(taken, { bytes: 100_000 }));
      };
      await expect(fillUp()).rejects.toMatchObject({ code: "resource_exhausted", reason: "enospc", retryable: true });
      await expect(spool.append(acquisition(taken, { bytes: 100_000 }))).rejects.toMatchObject({ code: "resource_exhausted" });
      rmSync(ballast);
      await spool.append(acquisition(taken, { bytes: 100_000 }));
      expect(await idsIn(spool)).toEqual(ids(0, taken + 1));
    } finally {
      for (const spool of open.splice(0)) await spool.close();
      execFileSync("umount", [disk]);
    }
  });
});
