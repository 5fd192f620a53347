import { setTimeout as delay } from "node:timers/promises";

const MS_PER_S = 1_000;

/** Holds reading back so that, on average, it takes no more of the disk than it may. */
export class ReadPace {
  private readonly startedMs = performance.now();
  private bytes = 0;

  constructor(private readonly maxBytesPerSecond: number) {}

  /** Call after each reading; resolves when the next may begin. Others have their turn each time. @throws the signal's reason */
  async after(bytes: number, signal?: AbortSignal): Promise<void> {
    this.bytes += bytes;
    const dueMs = this.startedMs + (this.bytes / this.maxBytesPerSecond) * MS_PER_S;
    await delay(Math.max(0, dueMs - performance.now()), undefined, signal ? { signal } : {});
  }
}
