import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BackupManifest, type BackupPart, type BlobLine, readManifest } from "./backup-manifest.js";
import { blobFileOf } from "./copy-blobs.js";

/** A file of a backup that is not as it was written. */
export interface BackupFault {
  /** Below the backup's folder. */
  readonly file: string;
  readonly detail: string;
}

/** Reads a whole backup against its manifest. @throws InvalidValue where there is no manifest that can be read */
export async function checkBackup(folder: string): Promise<{ readonly manifest: BackupManifest; readonly faults: readonly BackupFault[] }> {
  const manifest = readManifest(folder);
  const faults: BackupFault[] = [];
  for (const part of manifest.parts) for await (const fault of faultsOf(folder, part)) faults.push(fault);
  return { manifest, faults };
}

async function* faultsOf(folder: string, part: BackupPart): AsyncGenerator<BackupFault> {
  const detail = await wrongWith(join(folder, part.path), part);
  if (detail !== undefined) yield { file: part.path, detail };
  else if (part.kind === "blobs") yield* blobFaults(folder, part);
}

async function* blobFaults(folder: string, { path }: BackupPart): AsyncGenerator<BackupFault> {
  for await (const { key, ...expected } of blobLines(folder, path)) {
    const file = blobFileOf(folder, path, key);
    const detail = await wrongWith(file, expected);
    if (detail !== undefined) yield { file: file.slice(folder.length + 1), detail };
  }
}

/** The lines of a list of blobs. */
export async function* blobLines(folder: string, path: string): AsyncGenerator<BlobLine> {
  for await (const line of linesOf(join(folder, path))) yield JSON.parse(line) as BlobLine;
}

export async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== "") yield line;
}

async function wrongWith(file: string, expected: { readonly bytes: number; readonly sha256: string }): Promise<string | undefined> {
  try {
    const { bytes, sha256 } = await sumOf(file);
    if (bytes !== expected.bytes) return `has ${bytes} bytes; written were ${expected.bytes}`;
    return sha256 === expected.sha256 ? undefined : `has sha256 ${sha256}; written was ${expected.sha256}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "is not there";
    throw error;
  }
}

async function sumOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** A blob's content out of a backup that was checked. */
export function blobContent(folder: string, listPath: string, key: string): Promise<Uint8Array> {
  return readFile(blobFileOf(folder, listPath, key));
}
