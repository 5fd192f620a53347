import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { InvalidValue } from "@phm/domain";
import Database from "libsql";
import { StoreUnavailable } from "../store-errors.js";
import { classifySqliteError, isBusy } from "./sqlite-errors.js";

export type SqlValue = string | number;
export type SqlRow = Readonly<Record<string, unknown>>;

/** How long a statement waits for another process's write, and an opening process for others that open. */
const BUSY_TIMEOUT_MS = 5_000;
const OPEN_TIMEOUT_MS = 15_000;
const OPEN_RETRY_MS = 20;
/** 16 MiB: documents that are written again and again are copied from the log into the file once for many writes. */
const CHECKPOINT_PAGES = 4_096;

/**
 * One open file, its prepared statements kept. Statements are always run to their end with `all` or `run`:
 * libsql's `get` leaves a statement open after its first row, and that pins a read snapshot, so that every later write
 * of this connection fails as busy.
 */
export class SqliteConnection {
  private readonly statements = new Map<string, Database.Statement>();
  private open = true;

  private constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {}

  /**
   * Opens or creates the file: write-ahead log, every commit synced to disk.
   * @throws StoreUnavailable when it cannot be opened, InvalidValue when the file system has no write-ahead log.
   */
  static async open(folder: string, file: string): Promise<SqliteConnection> {
    const path = join(folder, file);
    const database = await openFile(folder, path);
    const connection = new SqliteConnection(path, database);
    await connection.useWriteAheadLog();
    return connection;
  }

  /** Runs a statement that gives no rows; returns how many rows it changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.guard(() => this.prepare(sql).run(values).changes);
  }

  all(sql: string, ...values: SqlValue[]): SqlRow[] {
    return this.guard(() => this.prepare(sql).all(values) as SqlRow[]);
  }

  /** Does the work as one transaction that holds the write lock from its start, so that it cannot fail half-way as busy. */
  immediately<R>(work: () => R): R {
    return this.guard(() => {
      this.database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        this.database.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk rolls back by itself; rolling back again would hide the error.
        if (this.inTransaction) this.database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** Does the work within the transaction that is open, and takes back what it has written when it throws. */
  undoable<R>(work: () => R): R {
    this.run("SAVEPOINT undoable");
    try {
      return work();
    } catch (error) {
      if (this.inTransaction) this.run("ROLLBACK TO undoable");
      throw error;
    } finally {
      if (this.inTransaction) this.run("RELEASE undoable");
    }
  }

  get inTransaction(): boolean {
    return this.open && this.database.inTransaction;
  }

  /** Idempotent. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.statements.clear();
    this.database.close();
  }

  private prepare(sql: string): Database.Statement {
    const kept = this.statements.get(sql);
    if (kept) return kept;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private guard<R>(work: () => R): R {
    // libsql's statements would go on working after close.
    if (!this.open) throw new StoreUnavailable(`${this.path}: the store is closed`);
    try {
      return work();
    } catch (error) {
      throw classifySqliteError(this.path, error);
    }
  }

  /** Changing the journal mode does not wait for the lock, whatever the busy time-out says; so it is tried again here. */
  private async useWriteAheadLog(): Promise<void> {
    const endMs = performance.now() + OPEN_TIMEOUT_MS;
    for (;;) {
      try {
        this.database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
        const [row] = this.database.prepare("PRAGMA journal_mode = WAL").all() as { journal_mode: string }[];
        if (row?.journal_mode !== "wal") throw new InvalidValue("folder", this.path, "on a file system that can hold a write-ahead log");
        this.database.exec("PRAGMA synchronous = FULL");
        this.database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > endMs) {
          this.close();
          throw classifySqliteError(this.path, error);
        }
        await delay(OPEN_RETRY_MS);
      }
    }
  }
}

async function openFile(folder: string, path: string): Promise<Database.Database> {
  try {
    await mkdir(folder, { recursive: true });
    return new Database(path);
  } catch (error) {
    throw new StoreUnavailable(`${path}: cannot be opened: ${(error as Error).message}`, { cause: error });
  }
}
