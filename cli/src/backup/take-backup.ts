import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { InvalidValue } from "@phm/domain";
import { connectNats, createLogger, type NatsLink, type RawStore, ServiceError, syncFolder, writeDurably } from "@phm/service-kit";
import { KEEPERS } from "../suite/suite-addresses.js";
import { BACKUP_FORMAT, type BackupManifest, type BackupPart, MANIFEST } from "./backup-manifest.js";
import { copyBlobs, DRAFTS } from "./copy-blobs.js";
import { copyDeadLetters } from "./copy-dead-letters.js";
import { copyRows } from "./copy-rows.js";
import { IntakeHold } from "./intake-hold.js";
import { linkState, untilQuiet } from "./link-state.js";
import { openKept, openKeptBlobs, type StoreTarget } from "./store-target.js";

export interface BackupOptions {
  /** New folder. */
  readonly out: string;
  readonly target: StoreTarget;
  readonly natsUrl: string;
  readonly ingestAddress: string;
  /** How long the services may take to work off what lies between them, ms. */
  readonly patienceMs: number;
}

interface KeptStore {
  readonly service: string;
  readonly store: RawStore;
}

/** Whoever changes something while the links are looked at makes us look again; a plant that is this busy for so long is told. */
const MOST_LOOKS = 20;

/**
 * Copies all that a running suite keeps, as of one moment at which nothing was on its way between the services (docs/adr/0018-backup.md).
 * The folder appears under its name when it is whole.
 * @throws InvalidValue where it is there already, ServiceError where the suite does not answer or does not come to rest
 */
export async function takeBackup(options: BackupOptions): Promise<BackupManifest> {
  const out = resolve(options.out);
  if (existsSync(out)) throw new InvalidValue("DIR", out, "a folder that is not there yet");
  const draft = `${out}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const stores = await openStores(options.target);
  try {
    const { takenAt, parts: atRest } = await asOfOneMoment(draft, stores, options);
    const parts = [...atRest, ...(await blobsOf(draft, stores, options.target))];
    const engine = options.target.mongoUrl === undefined ? "sqlite" : "mongodb";
    const manifest: BackupManifest = { format: BACKUP_FORMAT, takenAt, engine, parts };
    await writeDurably(join(draft, DRAFTS), join(draft, MANIFEST), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    await rm(join(draft, DRAFTS), { recursive: true });
    await rename(draft, out);
    await syncFolder(dirname(out));
    return manifest;
  } finally {
    for (const { store } of stores) await store.close();
  }
}

async function openStores(target: StoreTarget): Promise<KeptStore[]> {
  const stores: KeptStore[] = [];
  for (const service of [...KEEPERS, "gateway"]) {
    const store = await openKept(target, service);
    if (store) stores.push({ service, store });
  }
  if (stores.length === 0) throw new InvalidValue("data", target.folder, "a folder with stores of a suite");
  return stores;
}

/** Copies the documents of one moment: the intake is held until they are pinned or, where an engine cannot be pinned, copied. */
async function asOfOneMoment(draft: string, stores: readonly KeptStore[], { natsUrl, ingestAddress, patienceMs }: BackupOptions) {
  const logger = createLogger({ service: "backup", level: "silent" });
  const link = await connectNats({ url: natsUrl, name: "phm-backup", logger });
  try {
    const hold = await IntakeHold.take(ingestAddress);
    // A hold that cannot be released ends by itself.
    const rested = await atRest(draft, stores, { link, hold, patienceMs }).finally(() => hold.release().catch(() => {}));
    const rows = rested.rows ?? (await rowsOf(draft, stores));
    return { takenAt: rested.takenAt, parts: [...rows, await copyDeadLetters(draft, link)] };
  } finally {
    await link.close();
  }
}

interface Rest {
  readonly takenAt: string;
  /** Left out where the stores are pinned and can be copied at leisure. */
  readonly rows?: readonly BackupPart[];
}

/** Waits until nothing is on its way, pins the stores, and looks whether nothing has come in between. */
async function atRest(
  draft: string,
  stores: readonly KeptStore[],
  { link, hold, patienceMs }: { readonly link: NatsLink; readonly hold: IntakeHold; readonly patienceMs: number },
): Promise<Rest> {
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const before = await untilQuiet(link, patienceMs, () => hold.check());
    const takenAt = new Date().toISOString();
    const pinned = await Promise.all(stores.map(({ store }) => store.freeze()));
    const rest = pinned.every(Boolean) ? { takenAt } : { takenAt, rows: await rowsOf(draft, stores) };
    const after = await linkState(link);
    hold.check();
    if (after.waiting === 0 && after.marks === before.marks) return rest;
    for (const { store } of stores) await store.thaw();
    for (const entry of await readdir(draft)) await rm(join(draft, entry), { recursive: true });
  }
  throw new ServiceError("unavailable", `something was published at each of ${MOST_LOOKS} looks: take the backup when less is going on`);
}

async function rowsOf(draft: string, stores: readonly KeptStore[]): Promise<BackupPart[]> {
  const parts: BackupPart[] = [];
  for (const { service, store } of stores) parts.push(...(await copyRows(draft, service, store)));
  return parts;
}

async function blobsOf(draft: string, stores: readonly KeptStore[], target: StoreTarget): Promise<BackupPart[]> {
  const parts: BackupPart[] = [];
  await mkdir(join(draft, DRAFTS), { recursive: true });
  for (const { service, store } of stores) {
    for (const name of await store.blobStores()) {
      const blobs = await openKeptBlobs(target, service, name);
      try {
        parts.push(await copyBlobs(draft, service, name, blobs));
      } finally {
        await blobs.close();
      }
    }
  }
  return parts;
}
