/** Acquisitions that have been taken from the source and not yet been answered, in the order of sending. */
export class SendWindow<T> {
  private readonly unanswered = new Map<string, T>();
  private wake: () => void = () => {};

  constructor(private readonly size: number) {}

  get isEmpty(): boolean {
    return this.unanswered.size === 0;
  }

  /** Whether another item under this key may be sent: there is room, and the key is not under way already. */
  admits(key: string): boolean {
    return this.unanswered.size < this.size && !this.unanswered.has(key);
  }

  add(key: string, item: T): void {
    this.unanswered.set(key, item);
  }

  /** Takes an answered item out; undefined for an answer that nobody waits for. */
  answered(key: string): T | undefined {
    const item = this.unanswered.get(key);
    this.unanswered.delete(key);
    this.wake();
    return item;
  }

  items(): T[] {
    return [...this.unanswered.values()];
  }

  /** Resolves at the next answer, or when interrupted. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  interrupt(): void {
    this.wake();
  }
}
