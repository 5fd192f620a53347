import { setTimeout as delay } from "node:timers/promises";
import { InvalidValue } from "@phm/domain";
import { ServiceError } from "../../errors/service-error.js";
import type { DocumentStore, Stored } from "../port.js";
import type { Migration } from "./migration.js";
import { SCHEMA_COLLECTION, SchemaClaim, type SchemaRecord, SchemaRecords } from "./schema-record.js";

const LEASE_MS = 10_000;
const LOOK_AGAIN_MS = 200;

export interface MigrateOptions {
  /** For messages: the service. */
  readonly name: string;
  readonly store: DocumentStore;
  /** Whether nothing has ever been stored: a new store has the newest schema. Asked only where the store does not say its schema. */
  readonly isEmpty: () => Promise<boolean>;
  readonly migrations: readonly Migration[];
  /** Names this process among those that open the store. */
  readonly holder: string;
  /** Called for each migration that this process has carried out. */
  readonly onMigrated?: (migration: Migration) => void;
  /** After this long without a sign of life another process takes over, ms. Default: 10 s. */
  readonly leaseMs?: number;
  readonly nowMs?: () => number;
}

/**
 * Brings a store to the newest schema before anybody uses it. Of processes that start together one does the work and the others wait; where
 * that one dies, another goes on. Clocks that differ by more than the lease can make two of them work at once, which is harmless: every write
 * is against the version that was read, and what is done is left alone.
 * @throws ServiceError `failed_precondition`, reason `newer_store`, for a store that a later release has written
 */
export async function migrateStore(options: MigrateOptions): Promise<void> {
  checkNumbers(options.migrations);
  const records = new SchemaRecords(await options.store.collection<SchemaRecord>(SCHEMA_COLLECTION));
  const newest = options.migrations.length;
  for (;;) {
    const stored = (await records.read()) ?? (await firstRecord(records, options));
    if (!stored) continue;
    if (stored.value.version > newest) throw newerStore(options.name, stored.value.version, newest);
    if (stored.value.version === newest) return;
    const claim = await claimed(records, stored, options);
    if (claim) await carryOut(claim, options);
    else await delay(LOOK_AGAIN_MS);
  }
}

async function firstRecord(records: SchemaRecords, { isEmpty, migrations }: MigrateOptions): Promise<Stored<SchemaRecord> | undefined> {
  const version = (await isEmpty()) ? migrations.length : 0;
  return records.write({ version }, 0);
}

async function claimed(
  records: SchemaRecords,
  { value, version }: Stored<SchemaRecord>,
  { holder, leaseMs = LEASE_MS, nowMs = Date.now }: MigrateOptions,
): Promise<SchemaClaim | undefined> {
  if (value.heldUntilMs !== undefined && value.heldUntilMs > nowMs()) return undefined;
  const stored = await records.write({ ...value, holder, heldUntilMs: nowMs() + leaseMs }, version);
  return stored && new SchemaClaim(records, stored, leaseMs, nowMs);
}

async function carryOut(claim: SchemaClaim, options: MigrateOptions): Promise<void> {
  const { store, migrations, onMigrated, leaseMs = LEASE_MS } = options;
  let lost: unknown;
  const renewing = setInterval(() => {
    claim.renew().catch((error: unknown) => {
      lost = error;
    });
  }, leaseMs / 3);
  try {
    for (const migration of migrations.slice(claim.record.version)) {
      const { position } = claim.record;
      const reached = async (next: string) => {
        if (lost) throw lost;
        await claim.update((record) => ({ ...record, position: next }));
      };
      await migration.run(store, position === undefined ? { reached } : { from: position, reached });
      await claim.update(({ position: _done, ...record }) => ({ ...record, version: migration.version }));
      onMigrated?.(migration);
    }
    await claim.update(({ version }) => ({ version }));
  } finally {
    clearInterval(renewing);
  }
}

function checkNumbers(migrations: readonly Migration[]): void {
  for (const [i, { version, name }] of migrations.entries())
    if (version !== i + 1) throw new InvalidValue(`migrations.${name}`, version, `${i + 1}: migrations are numbered without gaps`);
}

function newerStore(name: string, version: number, newest: number): ServiceError {
  return new ServiceError(
    "failed_precondition",
    `the store of ${name} has schema ${version}; this release knows schemas up to ${newest}: start the release that wrote it, or a later one`,
    { reason: "newer_store", field: "schema", value: String(version), limit: `at most ${newest}`, retryable: false },
  );
}
