import { createHash } from "node:crypto";
import { type AttachedFile, InvalidValue, MAX_ATTACHMENT_BYTES, type WorkOrder } from "@phm/domain";
import { type BlobStore, erasedContent, ServiceError } from "@phm/service-kit";

/** Content that has arrived whole. */
export interface ReceivedContent {
  readonly content: Uint8Array;
  readonly sha256: string;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Reads a file's content to its end, but never more than fits.
 * @param sha256 what the sender says it is; empty: what arrives is taken as it is
 * @throws InvalidValue for a file that is empty, too large, or not what the sender says
 */
export async function receiveContent(chunks: AsyncIterable<Uint8Array>, sha256: string): Promise<ReceivedContent> {
  if (sha256 !== "" && !SHA256.test(sha256)) throw new InvalidValue("sha256", sha256, "64 lower-case hexadecimal digits");
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ATTACHMENT_BYTES)
      throw new InvalidValue("content", `${bytes} bytes and more`, `at most ${MAX_ATTACHMENT_BYTES} bytes`, "too_large");
    kept.push(chunk);
  }
  if (bytes === 0) throw new InvalidValue("content", "empty", "at least one byte");
  const content = Buffer.concat(kept);
  const actual = createHash("sha256").update(content).digest("hex");
  if (sha256 !== "" && sha256 !== actual) throw new InvalidValue("sha256", sha256, `${actual}, of what has arrived`, "bad_checksum");
  return { content, sha256: actual };
}

/** The contents of attached files, by order and hash: the same file again is the same blob. */
export class AttachmentStore {
  /** @param wasErased whether somebody has had a content erased for good */
  constructor(
    private readonly blobs: BlobStore,
    private readonly wasErased: (key: string) => Promise<boolean> = async () => false,
  ) {}

  async put(order: WorkOrder, { content, sha256 }: ReceivedContent): Promise<void> {
    await this.blobs.put(attachmentKey(order, sha256), content, { sha256 });
  }

  /** @throws ServiceError not_found, reason erased, where it was erased; internal, reason data_loss, where the content is not what was attached */
  async get(order: WorkOrder, { number, sha256 }: AttachedFile): Promise<Uint8Array> {
    const content = await this.blobs.get(attachmentKey(order, sha256));
    if (content) return content;
    if (await this.wasErased(attachmentKey(order, sha256))) throw erasedContent(`the content of attachment ${number} of ${order.id}`);
    throw new ServiceError("internal", `the content of attachment ${number} of ${order.id} is gone`, {
      reason: "data_loss",
      field: "number",
    });
  }
}

/** Key of an attached file's content. */
export function attachmentKey({ ref, id }: Pick<WorkOrder, "ref" | "id">, sha256: string): string {
  const organisation = ref.organisation.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64);
  return `attachments/${organisation}/${id}/${sha256}`;
}
