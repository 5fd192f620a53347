const { imul } = Math;

const START = 0x811c9dc5;
const PRIME = 0x01000193;

/** 32-bit FNV-1a over bytes as 8 hex digits: tells damage, not malice (documents are signed where they are kept). */
export function contentHash(...parts: readonly Uint8Array[]): string {
  let hash = START;
  for (const bytes of parts) for (let i = 0; i < bytes.length; i++) hash = imul(hash ^ (bytes[i] as number), PRIME);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The bytes of typed values, without copying. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

/** Hash of a JSON value, in the order of its keys. */
export const jsonHash = (value: unknown): string => contentHash(new TextEncoder().encode(JSON.stringify(value)));
