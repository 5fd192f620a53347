import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** One file of the spool: records one after the other, nothing else. */
export interface Segment {
  readonly path: string;
  /** Sequence of its first record. */
  readonly first: number;
  /** Bytes that hold whole records; what may lie behind them was never written to its end. */
  bytes: number;
}

const SUFFIX = ".seg";
const DIGITS = 16;

export function segmentPath(folder: string, first: number): string {
  return join(folder, `${String(first).padStart(DIGITS, "0")}${SUFFIX}`);
}

/** The segments of a folder, oldest first. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, first: Number(name.slice(0, -SUFFIX.length)), bytes: (await stat(path)).size };
    }),
  );
}

/** What a segment holds from a record's boundary on; less where the file is shorter than it was. */
export async function readSegment({ path, bytes }: Segment, fromByte: number): Promise<Buffer> {
  const content = Buffer.allocUnsafe(bytes - fromByte);
  const file = await open(path, "r");
  try {
    for (let filled = 0; filled < content.byteLength; ) {
      const { bytesRead } = await file.read(content, filled, content.byteLength - filled, fromByte + filled);
      if (bytesRead === 0) return content.subarray(0, filled);
      filled += bytesRead;
    }
    return content;
  } finally {
    await file.close();
  }
}
