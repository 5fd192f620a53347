import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { writeBundle } from "@phm/bundle";
import { type Acquisition, type AssetConfig, assetRef, DEFAULT_ORGANISATION, DEFAULT_SITE, pointId } from "@phm/domain";
import { type MeasurementMapping, mapMeasurement, parseMeasurementMapping, readMeasurementFile, startTimeOf } from "@phm/measurement-files";

export interface ImportFilesOptions {
  readonly mapping: string;
  readonly out: string;
  readonly kind: string;
  readonly component: string;
}

/** Turns measurement files of one machine into an acquisition bundle, one acquisition a file, in the order of their start. */
export async function importFiles(
  files: readonly string[],
  { mapping: mappingFile, out, kind, component }: ImportFilesOptions,
): Promise<void> {
  const mapping = parseMeasurementMapping(basename(mappingFile), await readFile(mappingFile, "utf8"));
  const config = assetConfigOf(mapping, kind, component);
  const inOrder = inTimeOrder(files, mapping);
  const notes = ["Made from measurement files; values are those of the files times the factors of the mapping."];
  const count = await writeBundle(out, { name: mapping.asset, notes, assets: [config] }, acquisitionsOf(inOrder, config, mapping));
  process.stdout.write(`${out}: ${count} acquisitions of ${mapping.asset}\nNext: npm start -- --bundle ${out} --asset ${mapping.asset}\n`);
}

interface TimedFile {
  readonly path: string;
  readonly startTimeNs: bigint;
}

function inTimeOrder(files: readonly string[], mapping: MeasurementMapping): TimedFile[] {
  const timed = files.map((path, index) => ({ path, startTimeNs: startTimeOf(basename(path), index, mapping) }));
  return timed.sort((a, b) => (a.startTimeNs < b.startTimeNs ? -1 : a.startTimeNs > b.startTimeNs ? 1 : 0));
}

/** One at a time: a campaign may be larger than memory. */
async function* acquisitionsOf(
  files: readonly TimedFile[],
  { ref }: AssetConfig,
  mapping: MeasurementMapping,
): AsyncGenerator<Acquisition> {
  for (const { path, startTimeNs } of files) {
    const file = basename(path);
    yield mapMeasurement(file, readMeasurementFile(file, await readFile(path)), mapping, { ref, startTimeNs });
  }
}

function assetConfigOf(mapping: MeasurementMapping, kind: string, component: string): AssetConfig {
  const { asset, channels, speedRpm } = mapping;
  return {
    ref: assetRef(DEFAULT_ORGANISATION, DEFAULT_SITE, asset),
    ...{ kind, component },
    ...(typeof speedRpm === "number" ? { ratedSpeedRpm: speedRpm } : {}),
    points: channels.map(({ point, quantity, unit }) => ({ id: pointId(point), quantity, unit })),
  };
}
