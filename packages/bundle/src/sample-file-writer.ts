import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import type { Compression, SampleFile } from "./bundle-header.js";

/** Noise hardly shrinks more at higher settings, which take many times as long. */
const BROTLI_QUALITY = 4;

function packer(compression: Compression) {
  if (compression === "gzip") return createGzip();
  if (compression === "br") return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
  return new PassThrough();
}

/** One sample file being written: packs, counts and hashes as the bytes come. */
export class SampleFileWriter {
  readonly #compression: Compression;
  readonly #hash = createHash("sha256");
  readonly #packer: ReturnType<typeof packer>;
  readonly #written: Promise<void>;
  #rawBytes = 0;

  constructor(path: string, compression: Compression) {
    this.#compression = compression;
    this.#packer = packer(compression);
    const file = createWriteStream(path, { flags: "wx" });
    file.on("error", (error) => this.#packer.destroy(error));
    this.#packer.pipe(file);
    this.#written = finished(file);
    // Reported by `close` or the next `write`; without this a failure in between would end the process.
    this.#written.catch(() => undefined);
  }

  /** Decompressed bytes so far: the offset of what is written next. */
  get rawBytes(): number {
    return this.#rawBytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.#rawBytes += bytes.length;
    await new Promise<void>((resolve, reject) => this.#packer.write(bytes, (error) => (error ? reject(error) : resolve())));
  }

  /** Finishes the file and says what the header must state of it. */
  async close(): Promise<SampleFile> {
    this.#packer.end();
    await this.#written;
    return { compression: this.#compression, rawBytes: this.#rawBytes, rawSha256: this.#hash.digest("hex") };
  }
}
