import { InvalidValue } from "@phm/domain";

export const MAX_TABLE_BYTES = 64 * 1024 * 1024;

/** How the files of enterprise systems are written: what Excel saves as CSV in China is GBK (read as its superset GB 18030). */
export const TEXT_ENCODINGS = ["utf-8", "gb18030", "windows-1252", "utf-16le"] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Bytes that are no text of the encoding that was named. */
export class WrongEncoding extends Error {
  override readonly name = "WrongEncoding";
}

/**
 * The text of a file in pieces, without a byte order mark.
 * @throws WrongEncoding; InvalidValue, reason too_large, for more than 64 MiB
 */
export async function* readText(chunks: AsyncIterable<Uint8Array>, encoding: TextEncoding = "utf-8"): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MAX_TABLE_BYTES) throw new InvalidValue("file", `${bytes} bytes and more`, `at most ${MAX_TABLE_BYTES} bytes`, "too_large");
    yield decoded(encoding, () => decoder.decode(chunk, { stream: true }));
  }
  yield decoded(encoding, () => decoder.decode());
}

function decoded(encoding: TextEncoding, decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    throw new WrongEncoding(`the file is not in ${encoding}`, { cause: error });
  }
}
