import { existsSync } from "node:fs";
import { join } from "node:path";
import { type BlobStore, openBlobStore, openRawStore, type RawStore, type StoreOptions } from "@phm/service-kit";

/** Where the stores of a suite are: a folder of files, or a MongoDB with a database a service. */
export interface StoreTarget {
  /** Of the embedded stores. */
  readonly folder: string;
  readonly mongoUrl?: string;
  readonly mongoPrefix: string;
}

/** As the services themselves find it. @param data the suite's data folder */
export function storeTarget(data: string, env: NodeJS.ProcessEnv = process.env): StoreTarget {
  const { MONGODB_URL: mongoUrl, MONGODB_DATABASE_PREFIX: mongoPrefix = "phm", PHM_DATA_DIR: folder = join(data, "stores") } = env;
  return { folder, mongoPrefix, ...(mongoUrl === undefined ? {} : { mongoUrl }) };
}

export function storeOptions({ folder, mongoUrl, mongoPrefix }: StoreTarget, service: string): StoreOptions {
  const place = { folder, file: `${service}.db`, database: `${mongoPrefix}_${service}` };
  return mongoUrl === undefined ? place : { ...place, mongoUrl };
}

/** Undefined where an embedded store has never been opened: looking must not make one. */
export async function openKept(target: StoreTarget, service: string): Promise<RawStore | undefined> {
  const options = storeOptions(target, service);
  if (target.mongoUrl === undefined && !existsSync(join(options.folder, options.file))) return undefined;
  return openRawStore(options);
}

export function openKeptBlobs(target: StoreTarget, service: string, name: string): Promise<BlobStore> {
  return openBlobStore({ ...storeOptions(target, service), name, folder: join(target.folder, `${service}-${name}`) });
}
