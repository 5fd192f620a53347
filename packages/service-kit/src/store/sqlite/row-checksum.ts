import { crc32 } from "node:zlib";

/**
 * CRC-32 (ISO 3309, as in zlib) of a row's texts, each followed by a line feed: SQLite keeps no checksum of its pages, so a flipped bit within
 * a text would not be seen. Id and body of a document; key, id, time and body of a point.
 */
export function rowChecksum(...texts: readonly (string | Uint8Array)[]): number {
  let sum = 0;
  // A loop: it runs for every write.
  for (const text of texts) sum = crc32("\n", crc32(text, sum));
  return sum;
}
