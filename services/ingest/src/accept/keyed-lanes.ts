/**
 * Runs tasks of the same key one after the other, in the order in which they came, and tasks of different keys side by side.
 * A lane goes on after a task that failed; nothing is kept for a key that is idle.
 */
export class KeyedLanes {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const result = before.then(task, task);
    const tail = result.catch(() => {});
    this.tails.set(key, tail);
    void tail.then(() => {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    });
    return result;
  }

  /** Keys with work under way. */
  get size(): number {
    return this.tails.size;
  }
}
