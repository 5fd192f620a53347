import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema } from "@phm/contracts";
import type { SpoolGap } from "./spool-options.js";
import { readRecords } from "./spool-record.js";

const FILE = "gaps.jsonl";

/** One line of the file: what a segment that was dropped had held of one asset. */
interface GapLine extends SpoolGap {
  readonly segment: number;
}

/**
 * What was given up for newer acquisitions. A segment's gaps are on record before the segment goes; where both are found, the process was killed
 * in between, and the segment goes at the next start.
 */
export class GapLog {
  private constructor(
    private readonly file: string,
    private readonly lines: GapLine[],
  ) {}

  static async open(spoolFolder: string): Promise<GapLog> {
    const file = join(spoolFolder, FILE);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    return new GapLog(file, text.split("\n").flatMap(lineOf));
  }

  get dropped(): number {
    return this.lines.reduce((sum, { acquisitions }) => sum + acquisitions, 0);
  }

  names(segment: number): boolean {
    return this.lines.some((line) => line.segment === segment);
  }

  async record(segment: number, gaps: readonly SpoolGap[]): Promise<void> {
    const lines = gaps.map((gap): GapLine => ({ segment, ...gap }));
    // A line that a killed process has begun must not swallow the next one.
    const text = lines.map((line) => `\n${JSON.stringify(line)}`).join("");
    await appendFile(this.file, `${text}\n`, { flush: true });
    this.lines.push(...lines);
  }
}

/** The gaps that dropping these records makes, one an asset. */
export function gapsOf(segment: Buffer, isWaiting: (sequence: number) => boolean): SpoolGap[] {
  const gaps = new Map<string, SpoolGap>();
  for (const part of readRecords(segment)) {
    if (part.kind !== "record" || !isWaiting(part.record.sequence)) continue;
    const { startTimeNs, ...place } = identityOf(part.record.payload);
    const key = JSON.stringify(place);
    const before = gaps.get(key) ?? { ...place, acquisitions: 0, firstStartNs: startTimeNs, lastStartNs: startTimeNs };
    gaps.set(key, { ...before, acquisitions: before.acquisitions + 1, lastStartNs: startTimeNs });
  }
  return [...gaps.values()];
}

function identityOf(payload: Uint8Array) {
  const { ref, startTimeNs } = fromBinary(AcquisitionSchema, payload);
  const { organisation = "", site = "", asset = "" } = ref ?? {};
  return { organisation, site, asset, startTimeNs: String(startTimeNs) };
}

function lineOf(text: string): GapLine[] {
  try {
    return text === "" ? [] : [JSON.parse(text) as GapLine];
  } catch {
    return [];
  }
}
