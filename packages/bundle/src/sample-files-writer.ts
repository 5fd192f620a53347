import { join } from "node:path";
import type { Acquisition } from "@phm/domain";
import type { Compression, SampleFile } from "./bundle-header.js";
import { SampleFileWriter } from "./sample-file-writer.js";

/** A new file is begun at this size, so that a reader never holds much more of one asset. */
const FILE_BYTES = 32 * 1024 * 1024;
const SUFFIX: Record<Compression, string> = { none: "", gzip: ".gz", br: ".br" };

/** The sample files of a bundle being written: one sequence of files for each asset. */
export class SampleFilesWriter {
  /** Header entries of the files that are finished. */
  readonly files: Record<string, SampleFile> = {};
  readonly #folder: string;
  readonly #compression: Compression;
  readonly #open = new Map<string, { readonly name: string; readonly number: number; readonly writer: SampleFileWriter }>();

  constructor(folder: string, compression: Compression) {
    this.#folder = folder;
    this.#compression = compression;
  }

  rawBytesOf(name: string): number | undefined {
    for (const file of this.#open.values()) if (file.name === name) return file.writer.rawBytes;
    return this.files[name]?.rawBytes;
  }

  /** Appends all channels, one after the other. */
  async append({ ref, channels }: Acquisition): Promise<{ readonly file: string; readonly offset: number }> {
    const { name, writer } = await this.#fileOf(ref.asset);
    const offset = writer.rawBytes;
    for (const channel of channels) await writer.write(channel.data);
    return { file: name, offset };
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { name, writer } of open) this.files[name] = await writer.close();
  }

  async #fileOf(asset: string) {
    const current = this.#open.get(asset);
    if (current && current.writer.rawBytes < FILE_BYTES) return current;
    if (current) this.files[current.name] = await current.writer.close();
    const number = (current?.number ?? -1) + 1;
    const name = `${asset}-${String(number).padStart(3, "0")}.samples${SUFFIX[this.#compression]}`;
    const file = { name, number, writer: new SampleFileWriter(join(this.#folder, name), this.#compression) };
    this.#open.set(asset, file);
    return file;
  }
}
