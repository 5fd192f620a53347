import { InvalidValue } from "@phm/domain";

export const MAX_TABLE_BYTES = 64 * 1024 * 1024;

/** A file that is no UTF-8, such as the CSV that a Chinese Excel writes as GBK. */
export class NotUtf8 extends Error {
  override readonly name = "NotUtf8";
}

/**
 * The text of a file in pieces, without a byte order mark.
 * @throws NotUtf8; InvalidValue, reason too_large, for more than 64 MiB
 */
export async function* readText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MAX_TABLE_BYTES) throw new InvalidValue("file", `${bytes} bytes and more`, `at most ${MAX_TABLE_BYTES} bytes`, "too_large");
    yield decoded(() => decoder.decode(chunk, { stream: true }));
  }
  yield decoded(() => decoder.decode());
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    throw new NotUtf8("the file is not in UTF-8", { cause: error });
  }
}
