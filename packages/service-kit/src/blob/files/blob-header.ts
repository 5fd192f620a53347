import { DamagedBlob } from "../engine.js";

/** The first line of a blob's file, as JSON that `head -1` shows; the content follows it. */
export interface BlobHeader {
  readonly blob: 1;
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

const NEW_LINE = 0x0a;
/** A key has at most 1024 characters. */
export const MAX_HEADER_BYTES = 2048;

export function encodeHeader(key: string, sha256: string, bytes: number): Uint8Array {
  return Buffer.from(`${JSON.stringify({ blob: 1, key, sha256, bytes } satisfies BlobHeader)}\n`);
}

/** Reads the header at the start of a file. @throws DamagedBlob when it is none, or of another blob */
export function decodeHeader(key: string, start: Uint8Array): { readonly header: BlobHeader; readonly headerBytes: number } {
  const end = start.subarray(0, MAX_HEADER_BYTES).indexOf(NEW_LINE);
  if (end < 0) throw new DamagedBlob("no header");
  const header = parse(Buffer.from(start.buffer, start.byteOffset, end).toString());
  if (header?.key !== key) throw new DamagedBlob(header ? `the header of ${header.key}` : "a header that cannot be read");
  return { header, headerBytes: end + 1 };
}

function parse(text: string): BlobHeader | undefined {
  try {
    const { blob, key, sha256, bytes } = JSON.parse(text) as Record<string, unknown>;
    if (blob !== 1 || typeof key !== "string" || typeof sha256 !== "string" || typeof bytes !== "number") return undefined;
    return { blob, key, sha256, bytes };
  } catch {
    return undefined;
  }
}
