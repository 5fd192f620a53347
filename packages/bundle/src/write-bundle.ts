import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Acquisition, type AssetConfig, assetKey, BYTES_PER_SAMPLE, formatTimeNs } from "@phm/domain";
import { AcquisitionIndex } from "./acquisition-index.js";
import { type AcquisitionLine, parseAcquisitionLine } from "./acquisition-line.js";
import { bundleAsset } from "./bundle-assets.js";
import { BundleError } from "./bundle-error.js";
import { ACQUISITIONS_FILE, BUNDLE_FORMAT, type Compression, HEADER_FILE, TRUTH_FILE } from "./bundle-header.js";
import { SampleFileWriter } from "./sample-file-writer.js";
import { SampleFilesWriter } from "./sample-files-writer.js";

/** What the header of a new bundle says. */
export interface BundleInfo {
  readonly name: string;
  readonly title?: string;
  readonly citation?: string;
  readonly licenceAsStated?: string;
  readonly notes?: readonly string[];
  readonly assets: readonly AssetConfig[];
  /** Written to `truth.json`, which the services never read. */
  readonly truth?: object;
}

export interface WriteOptions {
  /** Default `br`. */
  readonly compression?: Compression;
}

/**
 * Writes acquisitions, in time order per asset, as a bundle in a new folder. It appears under `outPath` only when it is whole; a failed write leaves nothing.
 * @returns the number of acquisitions written.
 * @throws BundleError when the folder is there already and not empty, or an acquisition does not fit the assets, the order or its own sample count.
 */
export async function writeBundle(
  outPath: string,
  info: BundleInfo,
  acquisitions: AsyncIterable<Acquisition> | Iterable<Acquisition>,
  { compression = "br" }: WriteOptions = {},
): Promise<number> {
  const path = resolve(outPath);
  await refuseUsed(path);
  const partial = `${path}.partial-${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await mkdir(partial);
  try {
    const count = await writeContents(partial, info, acquisitions, compression);
    await rename(partial, path);
    return count;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function refuseUsed(path: string): Promise<void> {
  try {
    const entries = await readdir(path);
    if (entries.length > 0)
      throw new BundleError({ path }, "folder", `there, with ${entries.length} entries`, "new or empty", "folder_in_use");
    await rmdir(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOTDIR") throw new BundleError({ path }, "folder", "a file", "a new or empty folder", "folder_in_use");
    if (code !== "ENOENT") throw error;
  }
}

async function writeContents(
  folder: string,
  info: BundleInfo,
  acquisitions: AsyncIterable<Acquisition> | Iterable<Acquisition>,
  compression: Compression,
): Promise<number> {
  const { assets, truth, ...about } = info;
  const samples = new SampleFilesWriter(folder, compression);
  const lines = new SampleFileWriter(join(folder, ACQUISITIONS_FILE), "none");
  const index = new AcquisitionIndex(assets, (file) => samples.rawBytesOf(file));
  const place = { path: join(folder, ACQUISITIONS_FILE) };
  let count = 0;
  try {
    for await (const acquisition of acquisitions) {
      const at = { ...place, line: count + 1 };
      refuseUnlike(at, acquisition, assets);
      const { file, offset } = await samples.append(acquisition);
      const json = JSON.stringify(toLine(acquisition, file, offset));
      index.check(at, parseAcquisitionLine(at, json));
      await lines.write(Buffer.from(`${json}\n`));
      count++;
    }
  } finally {
    await Promise.all([samples.close(), lines.close()]);
  }
  const header = { format: BUNDLE_FORMAT, ...about, files: samples.files, assets: assets.map(bundleAsset) };
  if (truth) await writeFile(join(folder, TRUTH_FILE), `${JSON.stringify(truth, null, 1)}\n`);
  await writeFile(join(folder, HEADER_FILE), `${JSON.stringify(header, null, 1)}\n`);
  return count;
}

/** What the reader takes from the header must be so in the acquisition too, or it would change on the way. */
function refuseUnlike(at: { path: string; line: number }, acquisition: Acquisition, assets: readonly AssetConfig[]): void {
  const config = assets.find(({ ref }) => assetKey(ref) === assetKey(acquisition.ref));
  if (!config) throw new BundleError(at, "asset", assetKey(acquisition.ref), "one of the bundle's assets", "unknown_asset");
  for (const [index, channel] of acquisition.channels.entries()) {
    const field = `channels[${index}]`;
    const point = config.points.find(({ id }) => id === channel.point);
    if (!point) throw new BundleError(at, `${field}.point`, channel.point, `a point of asset ${config.ref.asset}`, "unknown_point");
    if (channel.quantity !== point.quantity)
      throw new BundleError(at, `${field}.quantity`, channel.quantity, point.quantity, "wrong_quantity");
    if (channel.unit !== point.unit) throw new BundleError(at, `${field}.unit`, channel.unit, point.unit, "wrong_unit");
    const bytes = acquisition.samples * BYTES_PER_SAMPLE[channel.encoding];
    if (channel.data.length !== bytes) {
      throw new BundleError(
        at,
        `${field}.data`,
        `${channel.data.length} bytes`,
        `${bytes} bytes for ${acquisition.samples} samples`,
        "wrong_size",
      );
    }
  }
}

function toLine(acquisition: Acquisition, file: string, offset: number): AcquisitionLine {
  return {
    asset: acquisition.ref.asset,
    acquisition: acquisition.id,
    startTime: formatTimeNs(acquisition.startTimeNs),
    sampleRateHz: acquisition.sampleRateHz,
    ...(acquisition.speedRpm === undefined ? {} : { speedRpm: acquisition.speedRpm }),
    ...(acquisition.loadN === undefined ? {} : { loadN: acquisition.loadN }),
    file,
    offset,
    samples: acquisition.samples,
    channels: acquisition.channels.map(({ point, encoding, scale }) => ({ point, encoding, scale })),
  };
}
