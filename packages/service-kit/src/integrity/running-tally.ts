import type { ScrubEvent, Tally } from "./fault.js";

/** Often enough to see that it goes on, seldom enough not to matter. */
const ITEMS_PER_REPORT = 1_000;

/** Counts what has been read of one store, and says when that is worth telling. */
export class RunningTally {
  private items = 0;
  private itemsWithoutChecksum = 0;
  private bytes = 0;

  constructor(private readonly store: string) {}

  add(bytes: number, hasChecksum = true): void {
    this.items += 1;
    this.bytes += bytes;
    if (!hasChecksum) this.itemsWithoutChecksum += 1;
  }

  /** What to tell after an item. */
  *whenDue(): Generator<ScrubEvent> {
    if (this.items > 0 && this.items % ITEMS_PER_REPORT === 0) yield { tally: this.now(false) };
  }

  now(done: boolean): Tally {
    const { store, items, itemsWithoutChecksum, bytes } = this;
    return { store, items, itemsWithoutChecksum, bytes, done };
  }
}
