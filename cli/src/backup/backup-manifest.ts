import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidValue } from "@phm/domain";

export const BACKUP_FORMAT = 1;
export const MANIFEST = "manifest.json";

/** A file of lines: documents, points, the list of a folder of blobs, or messages of the broker. */
export interface BackupPart {
  /** Below the backup's folder. */
  readonly path: string;
  readonly service: string;
  readonly kind: "collection" | "series" | "blobs" | "messages";
  readonly name: string;
  readonly items: number;
  readonly bytes: number;
  /** Of the file, 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface BackupManifest {
  readonly format: typeof BACKUP_FORMAT;
  /** RFC 3339: as of when the stores are. */
  readonly takenAt: string;
  readonly engine: "sqlite" | "mongodb";
  readonly parts: readonly BackupPart[];
}

/** A line of a list of blobs; the content is a file of that name in the folder beside the list. */
export interface BlobLine {
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws InvalidValue where the folder holds no backup that this release reads */
export function readManifest(folder: string): BackupManifest {
  const manifest = parsed(folder);
  if (manifest.format !== BACKUP_FORMAT)
    throw new InvalidValue("backup", `format ${String(manifest.format)}`, `format ${BACKUP_FORMAT}, which this release reads`);
  if (!Array.isArray(manifest.parts)) throw new InvalidValue("backup", folder, "with a whole manifest");
  return manifest as BackupManifest;
}

function parsed(folder: string): Partial<BackupManifest> {
  try {
    return JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Partial<BackupManifest>;
  } catch (error) {
    throw new InvalidValue("backup", folder, `a folder with a whole ${MANIFEST} (${(error as Error).message})`);
  }
}
