import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll } from "@jest/globals";
import type { Compression } from "../src/index.js";

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "phm-bundle-"));
  folders.push(folder);
  return folder;
}

const PACK: Record<Compression, (raw: Buffer) => Buffer> = {
  none: (raw) => raw,
  gzip: (raw) => gzipSync(raw),
  br: (raw) => brotliCompressSync(raw),
};

/** Stored value of sample `index` of channel `channel` of acquisition `at` of asset `asset` (0 or 1). */
export function stored(asset: number, at: number, channel: number, index: number): number {
  return asset * 1000 + at * 100 + channel * 10 + index;
}

// biome-ignore lint/suspicious/noExplicitAny: the tests damage it in ways that its type forbids.
export type Loose = any;

export interface Draft {
  header: Loose;
  lines: Loose[];
  /** Packed bytes of the sample files. */
  contents: Record<string, Buffer>;
}

/** Two assets, two acquisitions each, two channels of four samples, one file an asset. Written by hand, not by the writer under test. */
export function draftBundle(compression: Compression = "br"): Draft {
  const files: Loose = {};
  const contents: Record<string, Buffer> = {};
  const lines: Loose[] = [];
  for (const asset of [0, 1]) {
    const raw = Buffer.alloc(2 * 2 * 4 * 2);
    for (const at of [0, 1]) {
      for (const channel of [0, 1]) {
        for (const index of [0, 1, 2, 3]) raw.writeInt16LE(stored(asset, at, channel, index), ((at * 2 + channel) * 4 + index) * 2);
      }
      lines.push({
        asset: `a${asset}`,
        acquisition: String(at),
        startTime: `2026-01-0${asset + 1}T00:0${at}:00Z`,
        sampleRateHz: 1000,
        speedRpm: 1480,
        file: `a${asset}.i16`,
        offset: at * 16,
        samples: 4,
        channels: [
          { point: "h", encoding: "i16le", scale: 0.5 },
          { point: "c", encoding: "i16le", scale: 0.25 },
        ],
      });
    }
    const rawSha256 = createHash("sha256").update(raw).digest("hex");
    files[`a${asset}.i16`] = { compression, rawBytes: raw.length, rawSha256 };
    contents[`a${asset}.i16`] = PACK[compression](raw);
  }
  const points = [
    { id: "h", quantity: "acceleration", unit: "g", axis: "horizontal" },
    { id: "c", quantity: "current", unit: "A" },
  ];
  const header = {
    format: "phm-acquisition-bundle/1",
    name: "small",
    files,
    assets: [0, 1].map((asset) => ({ id: `a${asset}`, kind: "motor", ratedSpeedRpm: 1480, points: structuredClone(points) })),
  };
  return { header, lines, contents };
}

/** Writes a draft; a line that is a string is written as it is. */
export async function saveBundle({ header, lines, contents }: Draft): Promise<string> {
  const folder = await emptyFolder();
  await writeFile(join(folder, "bundle.json"), typeof header === "string" ? header : JSON.stringify(header));
  await writeFile(
    join(folder, "acquisitions.ndjson"),
    lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
  );
  for (const [name, bytes] of Object.entries(contents)) await writeFile(join(folder, name), bytes);
  return folder;
}
