/** Holds acquisitions back for a moment without refusing them: what waits here is back-pressure to its sender. */
export class IntakeGate {
  private timer: NodeJS.Timeout | undefined;
  private opened: Promise<void> = Promise.resolve();
  private open: () => void = () => {};

  get isHeld(): boolean {
    return this.timer !== undefined;
  }

  /** Holds for so long from now on, ms; then it opens by itself. */
  hold(forMs: number): void {
    if (!this.isHeld) {
      this.opened = new Promise((resolve) => {
        this.open = resolve;
      });
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.release(), forMs);
    this.timer.unref();
  }

  /** False where it was open. Idempotent. */
  release(): boolean {
    const wasHeld = this.isHeld;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.open();
    return wasHeld;
  }

  /** Resolves when an acquisition may pass. */
  passed(): Promise<void> {
    return this.opened;
  }
}
