import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BlobStore, eachBlob, writeDurably } from "@phm/service-kit";
import type { BackupPart, BlobLine } from "./backup-manifest.js";
import { PartWriter } from "./part-writer.js";

/** Drafts of blobs; gone when the backup is whole. */
export const DRAFTS = ".drafts";

/** Copies every blob as a plain file, with a list of them. What is deleted while it is copied is left out. @throws ServiceError for a damaged one */
export async function copyBlobs(folder: string, service: string, name: string, blobs: BlobStore): Promise<BackupPart> {
  const path = `${service}/blobs/${name}.ndjson`;
  await mkdir(join(folder, DRAFTS), { recursive: true });
  const writer = await PartWriter.open(folder, { path, service, kind: "blobs", name });
  try {
    for await (const key of eachBlob(blobs)) {
      const content = await blobs.get(key);
      if (!content) continue;
      await writeDurably(join(folder, DRAFTS), blobFileOf(folder, path, key), [content]);
      const sha256 = createHash("sha256").update(content).digest("hex");
      await writer.line(JSON.stringify({ key, bytes: content.byteLength, sha256 } satisfies BlobLine));
    }
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return writer.end();
}

/** Where a blob's content is, by the path of its list. Its name ends so that no key's file is another key's folder. */
export function blobFileOf(folder: string, listPath: string, key: string): string {
  return join(folder, dirname(listPath), listPath.slice(listPath.lastIndexOf("/") + 1, -".ndjson".length), `${key}.blob`);
}
