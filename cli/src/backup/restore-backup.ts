import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InvalidValue } from "@phm/domain";
import { lockDataFolder } from "@phm/launcher";
import { openRawStore, type RawRow, type RawStore, ServiceError, syncFolder } from "@phm/service-kit";
import type { BackupManifest, BackupPart } from "./backup-manifest.js";
import { blobContent, blobLines, checkBackup, linesOf } from "./check-backup.js";
import { openKeptBlobs, type StoreTarget, storeOptions } from "./store-target.js";

/** Rows go in by the hundreds: each call is one commit. */
const BATCH_ROWS = 500;

/**
 * Puts a backup into a suite that has nothing yet and does not run, whichever engine the backup was taken from.
 * @param data the suite's data folder; its broker starts anew
 * @throws InvalidValue where there is something already, ServiceError naming the first damaged file: nothing has been changed then
 */
export async function restoreBackup(folder: string, data: string, target: StoreTarget): Promise<BackupManifest> {
  const { manifest, faults } = await checkBackup(folder);
  const [fault] = faults;
  if (fault) throw damagedBackup(folder, fault, faults.length);
  const unlock = lockDataFolder(data);
  try {
    await checkEmpty(data, target, manifest);
    if (target.mongoUrl === undefined) await restoreFiles(folder, manifest, target);
    else await restoreParts(folder, manifest, target);
    return manifest;
  } finally {
    unlock();
  }
}

/** The stores appear under their name when they are whole: what was cut short is begun anew. */
async function restoreFiles(folder: string, manifest: BackupManifest, target: StoreTarget): Promise<void> {
  const draft = `${target.folder}.restoring`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await restoreParts(folder, manifest, { ...target, folder: draft });
  if (existsSync(target.folder)) await rm(target.folder, { recursive: true });
  await rename(draft, target.folder);
  await syncFolder(dirname(target.folder));
}

async function restoreParts(folder: string, { parts }: BackupManifest, target: StoreTarget): Promise<void> {
  for (const service of servicesIn(parts)) {
    const own = parts.filter((part) => part.service === service);
    const store = await openRawStore(storeOptions(target, service));
    try {
      for (const part of own) await restoreRows(folder, part, store);
    } finally {
      await store.close();
    }
    for (const part of own) if (part.kind === "blobs") await restoreBlobs(folder, part, target);
  }
}

/** Messages of the broker are for people to read. */
function servicesIn(parts: readonly BackupPart[]): ReadonlySet<string> {
  return new Set(parts.filter(({ kind }) => kind !== "messages").map(({ service }) => service));
}

async function restoreRows(folder: string, { path, kind, name }: BackupPart, store: RawStore): Promise<void> {
  if (kind !== "collection" && kind !== "series") return;
  const table = { kind, name };
  const rows: RawRow[] = [];
  for await (const line of linesOf(join(folder, path))) {
    const { value, ...facts } = JSON.parse(line) as Omit<RawRow, "body"> & { readonly value: unknown };
    rows.push({ ...facts, body: JSON.stringify(value) });
    if (rows.length === BATCH_ROWS) await store.load(table, rows.splice(0));
  }
  // Also where there is none: the table says that the store is not new.
  await store.load(table, rows);
}

async function restoreBlobs(folder: string, { path, service, name }: BackupPart, target: StoreTarget): Promise<void> {
  const blobs = await openKeptBlobs(target, service, name);
  try {
    for await (const { key, sha256 } of blobLines(folder, path)) await blobs.put(key, await blobContent(folder, path, key), { sha256 });
  } finally {
    await blobs.close();
  }
}

/** @throws InvalidValue naming what is there */
async function checkEmpty(data: string, target: StoreTarget, { parts }: BackupManifest): Promise<void> {
  const broker = join(data, "nats", "jetstream");
  if (existsSync(broker)) throw new InvalidValue("data", broker, "not there: a restored suite starts with an empty broker", "not_empty");
  if (target.mongoUrl === undefined) {
    const [entry] = existsSync(target.folder) ? await readdir(target.folder) : [];
    if (entry !== undefined) throw new InvalidValue("data", join(target.folder, entry), "an empty suite", "not_empty");
    return;
  }
  for (const service of servicesIn(parts)) {
    const options = storeOptions(target, service);
    const store = await openRawStore(options);
    const [table] = await store.tables().finally(() => store.close());
    if (table) throw new InvalidValue("database", `${options.database}.${table.name}`, "an empty suite", "not_empty");
  }
}

function damagedBackup(folder: string, { file, detail }: { file: string; detail: string }, count: number): ServiceError {
  const others = count > 1 ? `, and ${count - 1} more: phm backup verify names them` : "";
  return new ServiceError("failed_precondition", `the backup ${folder} is damaged: ${file} ${detail}${others}`, {
    reason: "data_loss",
    field: file,
    retryable: false,
  });
}
