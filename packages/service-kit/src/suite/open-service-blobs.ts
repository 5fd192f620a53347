import { join } from "node:path";
import { openBlobStore } from "../blob/open-blob-store.js";
import type { BlobStore } from "../blob/port.js";
import type { BaseConfig } from "./base-context.js";

/**
 * Opens a blob store of a service beside its documents: GridFS in the service's own database where there is MongoDB, else the folder
 * `<data>/<service>-<name>`.
 * @throws StoreUnavailable when it does not answer
 */
export function openServiceBlobs(config: BaseConfig, name: string): Promise<BlobStore> {
  const { serviceName, mongodbUrl, mongodbPrefix, dataDir } = config;
  const place = { name, database: `${mongodbPrefix}_${serviceName}`, folder: join(dataDir, `${serviceName}-${name}`) };
  return openBlobStore({ ...place, ...(mongodbUrl === undefined ? {} : { mongoUrl: mongodbUrl }) });
}
