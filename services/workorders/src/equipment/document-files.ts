import type { DocumentFile, EquipmentKey } from "@phm/domain";
import { type BlobStore, erasedContent, ServiceError } from "@phm/service-kit";

/**
 * The contents of documents, by organisation and hash: the same file at two nodes is one blob. A content is kept when its document is
 * removed, as the time line still names it.
 */
export class DocumentFiles {
  /** @param wasErased whether somebody has had a content erased for good */
  constructor(
    private readonly blobs: BlobStore,
    private readonly wasErased: (key: string) => Promise<boolean> = async () => false,
  ) {}

  async put(key: EquipmentKey, { content, sha256 }: { readonly content: Uint8Array; readonly sha256: string }): Promise<void> {
    await this.blobs.put(documentKey(key, sha256), content, { sha256 });
  }

  /** @throws ServiceError not_found, reason erased, where it was erased; internal, reason data_loss, where the content is not what was put */
  async get(key: EquipmentKey, { sha256 }: DocumentFile): Promise<Uint8Array> {
    const content = await this.blobs.get(documentKey(key, sha256));
    if (content) return content;
    if (await this.wasErased(documentKey(key, sha256))) throw erasedContent(`the content of a document of ${key.code}`);
    throw new ServiceError("internal", `the content of a document of ${key.code} is gone`, { reason: "data_loss", field: "id" });
  }
}

/** Key of a document's content, made of what every file system takes: two organisations whose names differ in other characters share a folder, as one content is one blob. */
export function documentKey({ organisation }: Pick<EquipmentKey, "organisation">, sha256: string): string {
  return `documents/${organisation.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64)}/${sha256}`;
}
