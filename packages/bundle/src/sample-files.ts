import type { BundleHeader, SampleFile } from "./bundle-header.js";
import { readSampleFile } from "./read-sample-file.js";

const KEPT_FILES = 2;
/** Small files may stay, so that machines whose acquisitions interleave do not unpack their files again and again. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** The decompressed sample files of one pass over a bundle: each is checked when first read, and only the latest used stay in memory. */
export class SampleFiles {
  readonly #folder: string;
  readonly #files: BundleHeader["files"];
  readonly #kept = new Map<string, Buffer>();

  constructor(folder: string, files: BundleHeader["files"]) {
    this.#folder = folder;
    this.#files = files;
  }

  /** @throws BundleError when the file is missing, cut or altered. */
  async bytes(name: string): Promise<Buffer> {
    const raw = this.#kept.get(name) ?? (await readSampleFile(this.#folder, name, this.#files[name] as SampleFile));
    // A map keeps its order of insertion: the first is the one not used for longest.
    this.#kept.delete(name);
    this.#kept.set(name, raw);
    this.#drop();
    return raw;
  }

  #drop(): void {
    for (const [name] of this.#kept) {
      const keptBytes = [...this.#kept.values()].reduce((sum, raw) => sum + raw.length, 0);
      if (this.#kept.size <= KEPT_FILES || keptBytes <= KEPT_BYTES) return;
      this.#kept.delete(name);
    }
  }
}
