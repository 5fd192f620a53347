import { checkPhotoHash, InvalidValue, type OrganisationId } from "@phm/domain";
import { type BlobStore, ServiceError } from "@phm/service-kit";
import type { ReceivedContent } from "../orders/attachment-store.js";

/** What a photo can be, and how its content begins. */
const PHOTO_TYPES: readonly { readonly type: string; readonly at: number; readonly bytes: string }[] = [
  { type: "image/jpeg", at: 0, bytes: "\xff\xd8\xff" },
  { type: "image/png", at: 0, bytes: "\x89PNG" },
  { type: "image/webp", at: 8, bytes: "WEBP" },
  { type: "image/heic", at: 4, bytes: "ftyphei" },
  { type: "image/heic", at: 4, bytes: "ftypmif" },
];

/** The photos of inspections, by organisation and hash: the same photo again is the same blob, so an upload can be taken up again. */
export class PhotoStore {
  constructor(private readonly blobs: BlobStore) {}

  /** @throws InvalidValue for what is no photo */
  async put(organisation: OrganisationId, { content, sha256 }: ReceivedContent): Promise<void> {
    photoType(content);
    await this.blobs.put(photoKey(organisation, sha256), content, { sha256 });
  }

  /** @throws ServiceError not_found */
  async get(organisation: OrganisationId, sha256: string): Promise<{ content: Uint8Array; contentType: string }> {
    checkPhotoHash(sha256);
    const content = await this.blobs.get(photoKey(organisation, sha256));
    if (!content) throw new ServiceError("not_found", `there is no photo ${sha256}`, { field: "sha256", value: sha256 });
    return { content, contentType: photoType(content) };
  }

  /** Which of them are not there, each once. */
  async missing(organisation: OrganisationId, hashes: readonly string[]): Promise<string[]> {
    const wanted = [...new Set(hashes)];
    for (const sha256 of wanted) checkPhotoHash(sha256);
    const found = await Promise.all(wanted.map((sha256) => this.blobs.head(photoKey(organisation, sha256))));
    return wanted.filter((_, i) => found[i] === undefined);
  }
}

/** What the content is, by how it begins: what a phone says of it is not asked. @throws InvalidValue for what is no photo */
function photoType(content: Uint8Array): string {
  const begins = String.fromCharCode(...content.subarray(0, 16));
  const known = PHOTO_TYPES.find(({ at, bytes }) => begins.startsWith(bytes, at));
  if (known) return known.type;
  throw new InvalidValue("content", "no photo", "a JPEG, PNG, WebP or HEIC", "bad_content_type");
}

/** Key of a photo's content. */
export function photoKey(organisation: string, sha256: string): string {
  return `inspection/${organisation.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64)}/${sha256}`;
}
