import { importFemto } from "./import-femto.js";
import type { Importer } from "./importer.js";

/** All importers, by the name that `phm import` takes. */
export const importers: Readonly<Record<string, Importer>> = {
  femto: {
    title: "FEMTO-ST PRONOSTIA bearings (IEEE PHM 2012 challenge)",
    layout: "a folder with Bearing1_1, Bearing1_2, … (such as Learning_set), or one of these, each with acc_00001.csv, acc_00002.csv, …",
    import: importFemto,
  },
};
