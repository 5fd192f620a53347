import { mkdir, readdir } from "node:fs/promises";
import { writeBundle } from "@phm/bundle";
import { ArchiveService, AssetService, assetConfigFromWire, assetRefToWire } from "@phm/contracts";
import { type Acquisition, type AssetConfig, InvalidValue } from "@phm/domain";
import { createClient, ServiceError } from "@phm/service-kit";
import { archivedAcquisitions } from "./archived-acquisitions.js";
import { type ExportOptions, type ExportRange, exportRange } from "./export-options.js";
import { writeMeasurementFiles } from "./write-measurement-files.js";

export const RAW_FORMATS = ["bundle", "csv", "wav"] as const;

export interface ExportRawOptions extends ExportOptions {
  readonly format: (typeof RAW_FORMATS)[number];
  readonly ingest: string;
  readonly workorders: string;
}

/** Writes what was measured of an asset: as a bundle, which holds all and can be replayed, or as one CSV or WAV file an acquisition. */
export async function exportRaw(asset: string, options: ExportRawOptions): Promise<void> {
  const range = exportRange(asset, options);
  const { out, format } = options;
  const config = await configOf(range, options.workorders);
  const archive = createClient(ArchiveService, options.ingest);
  try {
    const acquisitions = archivedAcquisitions(archive.call, range);
    const count = await (format === "bundle" ? asBundle(out, config, acquisitions) : asFiles(out, format, acquisitions));
    process.stdout.write(`${out}: ${count} acquisitions of ${asset}\n`);
  } finally {
    archive.close();
  }
}

async function configOf({ ref }: ExportRange, address: string): Promise<AssetConfig> {
  const client = createClient(AssetService, address);
  try {
    const { config } = await client.call.getAsset({ ref: assetRefToWire(ref) });
    if (!config) throw new ServiceError("not_found", `no asset ${ref.asset} is registered`);
    return assetConfigFromWire(config);
  } finally {
    client.close();
  }
}

function asBundle(out: string, config: AssetConfig, acquisitions: AsyncIterable<Acquisition>): Promise<number> {
  return writeBundle(out, { name: config.ref.asset, notes: ["Exported from the waveform archive."], assets: [config] }, acquisitions);
}

async function asFiles(out: string, format: "csv" | "wav", acquisitions: AsyncIterable<Acquisition>): Promise<number> {
  await mkdir(out, { recursive: true });
  const found = await readdir(out);
  if (found.length > 0) throw new InvalidValue("--out", out, `a new or empty folder; it holds ${found.length} entries`, "folder_in_use");
  return writeMeasurementFiles(out, format, acquisitions);
}
