/** Lets any number of waiters know that something has changed. */
export class WakeUp {
  private waiting: (() => void)[] = [];

  /** Resolves at the next call of `wake`. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
