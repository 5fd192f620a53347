import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Acquisition, formatTimeNs } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";
import { writeWav } from "@phm/measurement-files";
import { guardedCsv } from "./guarded-csv.js";

/** What tells a float32 from its neighbours. */
const SINGLE_DIGITS = 9;

/** What the files themselves do not hold: when, how fast, of which points in which unit. */
const INDEX_FILE = "acquisitions.csv";
const INDEX_COLUMNS = ["file", "acquisition", "startTime", "sampleRateHz", "samples", "speedRpm", "loadN", "points", "units"];

/** One file an acquisition, and an index of them. @returns how many were written */
export async function writeMeasurementFiles(
  folder: string,
  format: "csv" | "wav",
  acquisitions: AsyncIterable<Acquisition>,
): Promise<number> {
  const index = await open(join(folder, INDEX_FILE), "wx");
  let count = 0;
  try {
    await index.write(guardedCsv([INDEX_COLUMNS]));
    for await (const acquisition of acquisitions) {
      const file = `${fileTime(acquisition)}_${encodeURIComponent(acquisition.id)}.${format}`;
      await writeFile(join(folder, file), format === "csv" ? asCsv(acquisition) : asWav(acquisition), { flag: "wx" });
      await index.write(guardedCsv([indexRow(file, acquisition)]));
      count++;
    }
  } finally {
    await index.close();
  }
  return count;
}

/** Sorts by time in any file browser; without the colons that some file systems refuse. */
function fileTime({ startTimeNs }: Acquisition): string {
  return formatTimeNs(startTimeNs)
    .replace(/:/g, "")
    .replace(/\..*Z$/, "Z");
}

function indexRow(file: string, { id, startTimeNs, sampleRateHz, samples, speedRpm, loadN, channels }: Acquisition): unknown[] {
  const points = channels.map(({ point }) => point).join(" ");
  const units = channels.map(({ unit }) => unit).join(" ");
  return [file, id, formatTimeNs(startTimeNs), sampleRateHz, samples, speedRpm, loadN, points, units];
}

function samplesOf({ channels }: Acquisition): Float32Array[] {
  return channels.map(({ data, encoding, scale }) => decodeSamples(data, encoding, scale));
}

function asWav(acquisition: Acquisition): Uint8Array {
  return writeWav(samplesOf(acquisition), acquisition.sampleRateHz);
}

function asCsv(acquisition: Acquisition): string {
  const columns = samplesOf(acquisition);
  const rows = Array.from({ length: acquisition.samples }, (_, i) => [
    i / acquisition.sampleRateHz,
    ...columns.map((column) => Number((column[i] as number).toPrecision(SINGLE_DIGITS))),
  ]);
  return guardedCsv([["time_s", ...acquisition.channels.map(({ point }) => point)], ...rows]);
}
