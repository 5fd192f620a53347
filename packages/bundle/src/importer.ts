import { importFemto } from "./import-femto.js";
import type { ImportOptions } from "./import-options.js";

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

/** All importers, by the name that `phm import` takes. */
export const importers: Readonly<Record<string, Importer>> = {
  femto: {
    title: "FEMTO-ST PRONOSTIA bearings (IEEE PHM 2012 challenge)",
    layout: "a folder with Bearing1_1, Bearing1_2, … (such as Learning_set), or one of these, each with acc_00001.csv, acc_00002.csv, …",
    import: importFemto,
  },
};
