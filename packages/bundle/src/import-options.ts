import type { Compression } from "./bundle-header.js";

export interface ImportOptions {
  /** Compression of the bundle's sample files. Default `br`. */
  readonly compression?: Compression;
  /** The day on which each recording begins, where the files have only times of day: `YYYY-MM-DD`. Each importer has its default. */
  readonly startDate?: string;
}
