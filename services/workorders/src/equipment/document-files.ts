import type { DocumentFile, EquipmentKey } from "@phm/domain";
import { type BlobStore, ServiceError } from "@phm/service-kit";

/**
 * The contents of documents, by organisation and hash: the same file at two nodes is one blob. A content is kept when its document is
 * removed, as the time line still names it.
 */
export class DocumentFiles {
  constructor(private readonly blobs: BlobStore) {}

  async put(key: EquipmentKey, { content, sha256 }: { readonly content: Uint8Array; readonly sha256: string }): Promise<void> {
    await this.blobs.put(keyOf(key, sha256), content, { sha256 });
  }

  /** @throws ServiceError internal, reason data_loss, where the content is not what was put */
  async get(key: EquipmentKey, { sha256 }: DocumentFile): Promise<Uint8Array> {
    const content = await this.blobs.get(keyOf(key, sha256));
    if (content) return content;
    throw new ServiceError("internal", `the content of a document of ${key.code} is gone`, { reason: "data_loss", field: "id" });
  }
}

/** Made of what every file system takes: two organisations whose names differ in other characters share a folder, as one content is one blob. */
function keyOf({ organisation }: EquipmentKey, sha256: string): string {
  return `documents/${organisation.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64)}/${sha256}`;
}
