import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import { BundleError } from "./bundle-error.js";
import type { Compression, SampleFile } from "./bundle-header.js";

const DECOMPRESS: Record<Compression, (packed: Buffer, limitBytes: number) => Promise<Buffer>> = {
  none: async (packed) => packed,
  gzip: (packed, maxOutputLength) => promisify(gunzip)(packed, { maxOutputLength }),
  br: (packed, maxOutputLength) => promisify(brotliDecompress)(packed, { maxOutputLength }),
};

/** A sample file's decompressed bytes, of the size and hash that the header states. @throws BundleError when it is missing, cut or altered. */
export async function readSampleFile(folder: string, name: string, expected: SampleFile): Promise<Buffer> {
  const place = { path: join(folder, name) };
  const packed = await readOrExplain(place.path);
  const raw = await decompress(place, packed, expected);
  if (raw.length !== expected.rawBytes) {
    throw new BundleError(place, "rawBytes", raw.length, `${expected.rawBytes}, the size in the header`, "wrong_size");
  }
  const sha256 = createHash("sha256").update(raw).digest("hex");
  if (sha256 !== expected.rawSha256) {
    throw new BundleError(place, "rawSha256", sha256, `${expected.rawSha256}, the hash in the header`, "wrong_hash");
  }
  return raw;
}

async function decompress(place: { path: string }, packed: Buffer, { compression, rawBytes }: SampleFile): Promise<Buffer> {
  try {
    // One byte of room tells a file that is too long, and a small archive that unpacks to gigabytes never does.
    return await DECOMPRESS[compression](packed, rawBytes + 1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new BundleError(place, "rawBytes", `more than ${rawBytes}`, `${rawBytes}, the size in the header`, "wrong_size");
    }
    const value = `${packed.length} bytes that end early or are damaged`;
    throw new BundleError(place, "content", value, `a whole ${compression} stream`, "damaged_stream");
  }
}

/** A file of the bundle as bytes. @throws BundleError when there is none. */
export async function readOrExplain(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") throw new BundleError({ path }, "file", "missing", "present", "missing_file");
    throw new BundleError({ path }, "file", code ?? "not readable", "a readable file", "unreadable_file");
  }
}
