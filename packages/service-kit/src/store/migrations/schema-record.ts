import { ServiceError } from "../../errors/service-error.js";
import type { Collection, CollectionSpec, Stored } from "../port.js";
import { DuplicateKey, VersionConflict } from "../store-errors.js";

/** Which schema a store has, who is changing it, and how far that has come. */
export type SchemaRecord = {
  readonly version: number;
  readonly holder?: string;
  /** The holder's claim ends here unless it is renewed, ms since 1970. */
  readonly heldUntilMs?: number;
  /** Of the migration to `version + 1`. */
  readonly position?: string;
};

export const SCHEMA_COLLECTION: CollectionSpec = { name: "store_schema", indexes: [] };
const ID = "schema";

/** The one document that says it. Every write is against the version that was read, so of two processes one wins. */
export class SchemaRecords {
  constructor(private readonly collection: Collection<SchemaRecord>) {}

  read(): Promise<Stored<SchemaRecord> | undefined> {
    return this.collection.get(ID);
  }

  /** Undefined where another process was quicker. */
  async write(record: SchemaRecord, expectedVersion: number): Promise<Stored<SchemaRecord> | undefined> {
    try {
      return await this.collection.put(ID, record, expectedVersion);
    } catch (error) {
      if (error instanceof VersionConflict || error instanceof DuplicateKey) return undefined;
      throw error;
    }
  }
}

/** The right to change the schema, as long as it is renewed. */
export class SchemaClaim {
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly records: SchemaRecords,
    private held: Stored<SchemaRecord>,
    private readonly leaseMs: number,
    private readonly nowMs: () => number,
  ) {}

  get record(): SchemaRecord {
    return this.held.value;
  }

  /** Writes, one after the other, and renews the claim with it. @throws ServiceError `conflict` when another process has taken it */
  update(change: (record: SchemaRecord) => SchemaRecord): Promise<void> {
    const next = this.writing.then(() => this.put(change));
    this.writing = next.catch(() => {});
    return next;
  }

  renew(): Promise<void> {
    return this.update((record) => record);
  }

  private async put(change: (record: SchemaRecord) => SchemaRecord): Promise<void> {
    const changed = change(this.held.value);
    const record = changed.holder === undefined ? changed : { ...changed, heldUntilMs: this.nowMs() + this.leaseMs };
    const stored = await this.records.write(record, this.held.version);
    if (!stored) throw new ServiceError("conflict", "another process has taken over the migration of this store");
    this.held = stored;
  }
}
