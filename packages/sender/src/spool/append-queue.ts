interface Waiting {
  readonly payload: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What is written together: each payload is either on disk or has its own failure. */
export type WriteTogether = (payloads: readonly Uint8Array[]) => Promise<readonly (unknown | undefined)[]>;

/**
 * One writer for many callers: what comes while the disk is busy is written with the next turn, and so shares one sync. Other work on the same
 * files takes its turn between the writes.
 */
export class AppendQueue {
  private waiting: Waiting[] = [];
  private tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly write: WriteTogether) {}

  append(payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ payload, resolve, reject });
      if (this.waiting.length === 1) void this.turn(() => this.flush());
    });
  }

  /** Runs other work on the files, alone. */
  turn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => {});
    return result;
  }

  private async flush(): Promise<void> {
    const group = this.waiting.splice(0);
    const failures = await this.write(group.map(({ payload }) => payload)).catch((error: unknown) => group.map(() => error));
    for (const [i, { resolve, reject }] of group.entries()) {
      if (failures[i] === undefined) resolve();
      else reject(failures[i]);
    }
  }
}
