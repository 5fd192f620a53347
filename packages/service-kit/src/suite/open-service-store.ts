import { hostname } from "node:os";
import type { BaseSettings } from "../config/base-settings.js";
import type { ConfigOf } from "../config/setting.js";
import type { Logger } from "../log/create-logger.js";
import { type DocumentStore, openStore, type StoreOptions } from "../store/index.js";
import { isEmptyStore } from "../store/migrations/is-empty-store.js";
import { migrateStore } from "../store/migrations/migrate-store.js";
import type { Migration } from "../store/migrations/migration.js";
import { openRawStore } from "../store/raw/open-raw-store.js";
import type { RawStore } from "../store/raw/raw-store.js";

/** What says where a service keeps its records. */
export type StoreConfig = Pick<ConfigOf<BaseSettings>, "serviceName" | "mongodbUrl" | "mongodbPrefix" | "dataDir">;

export interface ServiceStore {
  readonly store: DocumentStore;
  /** The whole store beside it, for verification; whoever opens it closes it. */
  readonly openRawStore: () => Promise<RawStore>;
}

/**
 * Opens a service's store and brings it to the newest schema.
 * @throws StoreUnavailable where it does not answer, ServiceError where it is of a later release; nothing stays open then
 */
export async function openServiceStore(config: StoreConfig, migrations: readonly Migration[], logger: Logger): Promise<ServiceStore> {
  const options = optionsOf(config);
  const store = await openStore(options);
  const openRaw = () => openRawStore(options);
  try {
    await migrateStore({
      ...{ name: config.serviceName, store, migrations, isEmpty: () => isEmptyStore(openRaw), holder: `${hostname()}:${process.pid}` },
      onMigrated: ({ version, name }) => logger.info({ schema: version, migration: name }, "store migrated"),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  return { store, openRawStore: openRaw };
}

function optionsOf({ serviceName, mongodbUrl, mongodbPrefix, dataDir }: StoreConfig): StoreOptions {
  const place = { database: `${mongodbPrefix}_${serviceName}`, folder: dataDir, file: `${serviceName}.db` };
  return { ...place, ...(mongodbUrl === undefined ? {} : { mongoUrl: mongodbUrl }) };
}
