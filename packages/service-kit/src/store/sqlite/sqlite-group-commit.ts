import type { SqliteConnection } from "./sqlite-connection.js";

interface Write {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Settled = () => void;

/**
 * Writes that come within one turn of the event loop share one transaction, and so one wait for the disk: it is the sync of a commit that
 * takes time, not the statements. A write is answered after the commit that holds it, and one that fails takes back only itself.
 */
export class SqliteGroupCommit {
  private waiting: Write[] = [];

  constructor(private readonly connection: SqliteConnection) {}

  /** Does the work within the next transaction; resolves with its result when that is on disk. */
  write<R>(work: () => R): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
      if (this.waiting.length === 1) setImmediate(() => this.commit());
    });
  }

  /** Commits what is waiting, now. */
  commit(): void {
    const group = this.waiting;
    this.waiting = [];
    if (group.length === 0) return;
    try {
      const settled = this.connection.immediately(() => group.map((write) => this.attempt(write)));
      for (const settle of settled) settle();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  private attempt({ work, resolve, reject }: Write): Settled {
    try {
      const result = this.connection.undoable(work);
      return () => resolve(result);
    } catch (error) {
      // Some failures, a full disk among them, end the whole transaction: then nothing of the group has been written.
      if (!this.connection.inTransaction) throw error;
      return () => reject(error);
    }
  }
}
