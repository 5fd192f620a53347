import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Acquisition, AssetConfig, TimeNs } from "@phm/domain";
import { AcquisitionIndex, type IndexedAcquisition } from "./acquisition-index.js";
import { type AcquisitionLine, parseAcquisitionLine } from "./acquisition-line.js";
import { type AssetDefaults, bundleAssets } from "./bundle-assets.js";
import { BundleError } from "./bundle-error.js";
import { ACQUISITIONS_FILE, type BundleHeader, HEADER_FILE, parseHeader } from "./bundle-header.js";
import { readOrExplain } from "./read-sample-file.js";
import { SampleFiles } from "./sample-files.js";

export interface AcquisitionSelection {
  /** Id of one asset of the bundle; all where absent. */
  readonly asset?: string;
  /** The last start time to be read, itself included. */
  readonly until?: TimeNs;
}

/** A recorded measurement campaign, open for reading. */
export interface Bundle {
  readonly header: BundleHeader;
  readonly assets: readonly AssetConfig[];
  /**
   * Acquisitions in the order of the file, time base `recorded`. Every line is checked, its sample file is unpacked and hashed, before it is given out;
   * only the files of the chosen asset are read. @throws BundleError naming file, line and field.
   */
  acquisitions(selection?: AcquisitionSelection): AsyncIterable<Acquisition>;
  /** Acquisitions of one asset, or of all; the lines are checked, the samples not read. @throws BundleError like `acquisitions`. */
  count(asset?: string): Promise<number>;
}

/**
 * Opens an acquisition bundle (`phm-acquisition-bundle/1`) and checks its header.
 * @param path the bundle's folder.
 * @throws BundleError for a missing or malformed header, an unknown format, quantity or unit.
 */
export async function openBundle(path: string, defaults: AssetDefaults = {}): Promise<Bundle> {
  const place = { path: join(path, HEADER_FILE) };
  const header = parseHeader(place, (await readOrExplain(place.path)).toString("utf8"));
  const assets = bundleAssets(place, header.assets, defaults);

  async function* selected({ asset, until }: AcquisitionSelection) {
    if (asset !== undefined && !header.assets.some(({ id }) => id === asset)) {
      throw new BundleError(place, "asset", asset, `one of ${header.assets.map(({ id }) => id).join(", ")}`, "unknown_asset");
    }
    for await (const entry of indexedLines(path, header, assets)) {
      if (asset !== undefined && entry.line.asset !== asset) continue;
      if (until === undefined || entry.indexed.startTimeNs <= until) yield entry;
      // Times rise within an asset: nothing more of it can come.
      else if (asset !== undefined) return;
    }
  }

  return {
    header,
    assets,
    async *acquisitions(selection = {}) {
      const samples = new SampleFiles(path, header.files);
      for await (const { line, indexed } of selected(selection)) yield toAcquisition(line, indexed, await samples.bytes(line.file));
    },
    async count(asset) {
      let count = 0;
      for await (const _ of selected(asset === undefined ? {} : { asset })) count++;
      return count;
    },
  };
}

async function* indexedLines(folder: string, header: BundleHeader, assets: readonly AssetConfig[]) {
  const path = join(folder, ACQUISITIONS_FILE);
  const index = new AcquisitionIndex(assets, (file) => (Object.hasOwn(header.files, file) ? header.files[file]?.rawBytes : undefined));
  const file = await open(path).catch(() => {
    throw new BundleError({ path }, "file", "missing", "present", "missing_file");
  });
  try {
    let number = 0;
    for await (const json of file.readLines()) {
      number++;
      if (json.trim() === "") continue;
      const place = { path, line: number };
      const line = parseAcquisitionLine(place, json);
      yield { line, indexed: index.check(place, line) };
    }
  } finally {
    await file.close();
  }
}

function toAcquisition(line: AcquisitionLine, { config, id, startTimeNs, channels }: IndexedAcquisition, raw: Buffer): Acquisition {
  return {
    ref: config.ref,
    id,
    timeBase: "recorded",
    startTimeNs,
    sampleRateHz: line.sampleRateHz,
    samples: line.samples,
    ...(line.speedRpm === undefined ? {} : { speedRpm: line.speedRpm }),
    ...(line.loadN === undefined ? {} : { loadN: line.loadN }),
    // A copy: an acquisition that is kept must not keep the whole file in memory.
    channels: channels.map(({ from, to, ...channel }) => ({ ...channel, data: new Uint8Array(raw.subarray(from, to)) })),
  };
}
