export type { AssetDefaults } from "./bundle-assets.js";
export { BundleError, type BundlePlace } from "./bundle-error.js";
export {
  BUNDLE_FORMAT,
  type BundleAsset,
  type BundleHeader,
  COMPRESSIONS,
  type Compression,
  type SampleFile,
} from "./bundle-header.js";
export { type Dataset, datasets } from "./datasets.js";
export { importFemto } from "./import-femto.js";
export type { Importer, ImportOptions, ImportSummary } from "./importer.js";
export { importers } from "./importers.js";
export { type AcquisitionSelection, type Bundle, openBundle } from "./open-bundle.js";
export { type BundleInfo, type WriteOptions, writeBundle } from "./write-bundle.js";
