import { crc32 } from "node:zlib";

/**
 * A record of a segment, little endian, the payload after the header:
 *
 * | byte | what |
 * |---|---|
 * | 0 | magic `PHMR` |
 * | 4 | length of the payload, bytes, uint32 |
 * | 8 | sequence, uint64: one more for each record of a spool |
 * | 16 | when it was spooled, ms since 1970, uint64 |
 * | 24 | CRC-32 of the payload (ISO 3309, as in zlib) |
 * | 28 | CRC-32 of the 28 bytes before |
 */
export interface SpoolRecord {
  readonly sequence: number;
  readonly spooledAtMs: number;
  readonly payload: Uint8Array;
}

/** What a reader of a segment finds, in the order of the bytes; `toByte` is not included. */
export type SegmentPart =
  | { readonly kind: "record"; readonly record: SpoolRecord; readonly fromByte: number; readonly toByte: number }
  /** Written, and not what was written. */
  | { readonly kind: "damage"; readonly reason: string; readonly fromByte: number; readonly toByte: number }
  /** The start of a record that was never written to its end. */
  | { readonly kind: "torn"; readonly fromByte: number; readonly toByte: number };

export const RECORD_HEADER_BYTES = 32;
/** Above every acquisition (4 MiB): a length beyond it is none. */
export const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

const MAGIC = Buffer.from("PHMR", "latin1");
const HEADER_CRC_BYTE = 28;

export function encodeRecord({ sequence, spooledAtMs, payload }: SpoolRecord): Buffer {
  const bytes = Buffer.allocUnsafe(RECORD_HEADER_BYTES + payload.byteLength);
  MAGIC.copy(bytes, 0);
  bytes.writeUInt32LE(payload.byteLength, 4);
  bytes.writeBigUInt64LE(BigInt(sequence), 8);
  bytes.writeBigUInt64LE(BigInt(spooledAtMs), 16);
  bytes.writeUInt32LE(crc32(payload), 24);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, HEADER_CRC_BYTE)), HEADER_CRC_BYTE);
  bytes.set(payload, RECORD_HEADER_BYTES);
  return bytes;
}

/**
 * Reads the records of a segment. A header that does not hold is passed over up to the next one that does, so that one flipped bit costs one
 * record. Payloads are views of `bytes`.
 */
export function* readRecords(bytes: Buffer): Generator<SegmentPart> {
  for (let fromByte = 0; fromByte < bytes.byteLength; ) {
    const part = headerHolds(bytes, fromByte) ? recordAt(bytes, fromByte) : strayAt(bytes, fromByte);
    yield part;
    fromByte = part.toByte;
  }
}

function recordAt(bytes: Buffer, fromByte: number): SegmentPart {
  const payloadByte = fromByte + RECORD_HEADER_BYTES;
  const toByte = payloadByte + bytes.readUInt32LE(fromByte + 4);
  if (toByte > bytes.byteLength) return { kind: "torn", fromByte, toByte: bytes.byteLength };
  const payload = bytes.subarray(payloadByte, toByte);
  if (crc32(payload) !== bytes.readUInt32LE(fromByte + 24)) return { kind: "damage", reason: "checksum of the payload", fromByte, toByte };
  const sequence = Number(bytes.readBigUInt64LE(fromByte + 8));
  const spooledAtMs = Number(bytes.readBigUInt64LE(fromByte + 16));
  return { kind: "record", record: { sequence, spooledAtMs, payload }, fromByte, toByte };
}

/** A rest that is shorter than a header was never written to its end; anything longer was something once. */
function strayAt(bytes: Buffer, fromByte: number): SegmentPart {
  const next = nextHeader(bytes, fromByte + 1);
  const toByte = next ?? bytes.byteLength;
  if (next === undefined && toByte - fromByte < RECORD_HEADER_BYTES) return { kind: "torn", fromByte, toByte };
  return { kind: "damage", reason: "checksum of the header", fromByte, toByte };
}

function nextHeader(bytes: Buffer, fromByte: number): number | undefined {
  for (let at = bytes.indexOf(MAGIC, fromByte); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if (headerHolds(bytes, at)) return at;
  }
  return undefined;
}

function headerHolds(bytes: Buffer, at: number): boolean {
  if (at + RECORD_HEADER_BYTES > bytes.byteLength) return false;
  if (bytes.compare(MAGIC, 0, MAGIC.byteLength, at, at + MAGIC.byteLength) !== 0) return false;
  if (bytes.readUInt32LE(at + 4) > MAX_PAYLOAD_BYTES) return false;
  return crc32(bytes.subarray(at, at + HEADER_CRC_BYTE)) === bytes.readUInt32LE(at + HEADER_CRC_BYTE);
}
