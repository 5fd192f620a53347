import type { Compression } from "./bundle-header.js";

export interface ImportOptions {
  /** Compression of the bundle's sample files. Default `br`. */
  readonly compression?: Compression;
  /** The day on which each recording begins, where the files have only times of day: `YYYY-MM-DD`. Each importer has its default. */
  readonly startDate?: string;
}

/** What an import has made. */
export interface ImportSummary {
  readonly assets: readonly string[];
  readonly acquisitions: number;
}

/** Reads the native files of a public data set and writes a bundle. */
export interface Importer {
  readonly title: string;
  /** The files and folders it expects, in words. */
  readonly layout: string;
  /** @throws BundleError naming file, line and column. */
  import(folder: string, outBundlePath: string, options?: ImportOptions): Promise<ImportSummary>;
}
