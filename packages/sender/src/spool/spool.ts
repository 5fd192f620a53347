import { toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionToWire } from "@phm/contracts";
import { type Acquisition, InvalidValue, MAX_ACQUISITION_BYTES } from "@phm/domain";
import { type FolderLock, lockFolder, ServiceError } from "@phm/service-kit";
import { AppendQueue } from "./append-queue.js";
import { readSpool } from "./read-spool.js";
import { type Refusal, RefusedFolder } from "./refused-folder.js";
import { readSegment } from "./segment.js";
import { SegmentStore } from "./segment-store.js";
import { SettledSequences } from "./settled-sequences.js";
import { MIN_BUDGET_BYTES, type SpoolOptions, type SpoolStatus } from "./spool-options.js";
import { readRecords, type SpoolRecord } from "./spool-record.js";
import { readState, type SpoolState, writeState } from "./spool-state.js";
import { WakeUp } from "./wake-up.js";

/** How many settled records a killed process may send again. */
const NOTED_EVERY = 256;

/**
 * Acquisitions on disk until they are acknowledged. One process has a spool for itself. What `append` has resolved for is there after a kill
 * -9, and with the sync policy `each` after a power failure.
 */
export class Spool {
  /** Woken when records were settled, so that there may be room again. */
  readonly settling = new WakeUp();
  private readonly queue = new AppendQueue((payloads) => this.store.append(payloads));
  private readonly appended = new WakeUp();
  private closing: Promise<void> | undefined;
  private readonly taken: Map<string, number>;
  private acknowledged = 0;
  private unnoted = 0;
  private inputEnded = false;

  private constructor(
    private readonly options: SpoolOptions,
    private readonly lock: FolderLock,
    private readonly store: SegmentStore,
    private readonly settled: SettledSequences,
    private readonly refused: RefusedFolder,
    state: SpoolState,
  ) {
    this.taken = new Map(Object.entries(state.taken));
  }

  /**
   * Opens a spool, or makes it, and takes up what an earlier process has left.
   * @throws InvalidValue for a budget that is too small, ServiceError failed_precondition when another process has the folder
   */
  static async open(options: SpoolOptions): Promise<Spool> {
    if (!(options.budgetBytes >= MIN_BUDGET_BYTES)) {
      throw new InvalidValue("budgetBytes", options.budgetBytes, `at least ${MIN_BUDGET_BYTES} bytes`);
    }
    const lock = await lockFolder(options.folder);
    try {
      const state = await readState(options.folder);
      const settled = new SettledSequences(state.settled);
      const store = await SegmentStore.open(options, settled);
      return new Spool(options, lock, store, settled, await RefusedFolder.open(options.folder), state);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /**
   * Takes an acquisition; it is on disk when this resolves.
   * @throws InvalidValue over 4 MiB; ServiceError resource_exhausted, reason `spool_full` over the budget, another when the disk is full
   */
  async append(acquisition: Acquisition): Promise<void> {
    const payload = toBinary(AcquisitionSchema, acquisitionToWire(acquisition));
    if (payload.byteLength > MAX_ACQUISITION_BYTES) {
      throw new InvalidValue("acquisition", `${payload.byteLength} bytes`, `at most ${MAX_ACQUISITION_BYTES} bytes`, "too_large");
    }
    await this.queue.append(payload);
    this.appended.wake();
  }

  /** Nothing more is appended: `records` ends when it has given everything. */
  endInput(): void {
    this.inputEnded = true;
    this.appended.wake();
  }

  /** What waits, in order, each record once in the life of this object; to be read by one reader. */
  records(): AsyncGenerator<SpoolRecord> {
    const { store, settled, appended, options } = this;
    return readSpool({
      ...{ store, settled, appended, hasEnded: () => this.inputEnded },
      onDamage: async (segment, fromByte, bytes, reason) => options.onDamage?.(await store.damage.keep(segment, fromByte, bytes, reason)),
      onLost: (from, to) => {
        if (settled.settleAll(from, to) > 0) this.settling.wake();
      },
    });
  }

  /** The record has been acknowledged: it need not be kept. */
  async acknowledge(sequence: number): Promise<void> {
    if (!this.settled.settle(sequence)) return;
    this.acknowledged += 1;
    await this.noteSettled();
  }

  /** The record will never be taken: it goes to the folder of the refused. */
  async refuse(record: SpoolRecord, refusal: Refusal): Promise<void> {
    await this.refused.file(record, refusal, this.nowMs());
    if (this.settled.settle(record.sequence)) await this.noteSettled();
  }

  /** How many acquisitions of an input the spool has taken, at least. */
  takenOf(input: string): number {
    return this.taken.get(input) ?? 0;
  }

  /** Notes that this many acquisitions of an input have been appended; on record with the next note of what is settled. */
  noteTaken(input: string, acquisitions: number): void {
    this.taken.set(input, acquisitions);
  }

  /** Taken and neither acknowledged nor refused. */
  get waiting(): number {
    return this.store.nextSequence - 1 - this.settled.through - this.settled.ahead;
  }

  async status(): Promise<SpoolStatus> {
    return this.queue.turn(async () => ({
      ...{ waiting: this.waiting, spooledBytes: this.store.bytes, budgetBytes: this.options.budgetBytes },
      oldestAgeMs: this.waiting === 0 ? null : await this.oldestAgeMs(),
      ...{ acknowledged: this.acknowledged, refused: this.refused.count },
      ...{ dropped: this.store.gaps.dropped, damaged: this.store.damage.count },
    }));
  }

  /** Waits for what is being written. Idempotent. */
  close(): Promise<void> {
    this.endInput();
    this.closing ??= this.queue.turn(async () => {
      try {
        await this.note();
        await this.store.clearAll();
      } finally {
        await this.store.close().finally(() => this.lock.release());
      }
    });
    return this.closing;
  }

  private async noteSettled(): Promise<void> {
    this.unnoted += 1;
    if (this.unnoted >= NOTED_EVERY || this.store.clearable) {
      this.unnoted = 0;
      await this.queue.turn(async () => {
        await this.note();
        await this.store.clear();
      });
    }
    this.settling.wake();
  }

  /** On a full disk the note lags behind: segments are cleared away all the same, which is what makes room. */
  private async note(): Promise<void> {
    const state = { form: 1, settled: this.settled.through, taken: Object.fromEntries(this.taken) } as const;
    await writeState(this.options.folder, state).catch((error: unknown) => {
      if (ServiceError.from(error).code !== "resource_exhausted") throw error;
    });
  }

  private async oldestAgeMs(): Promise<number | null> {
    for (const segment of this.store.segments) {
      for (const part of readRecords(await readSegment(segment, 0))) {
        if (part.kind === "record" && !this.settled.has(part.record.sequence)) return Math.max(0, this.nowMs() - part.record.spooledAtMs);
      }
    }
    return null;
  }

  private nowMs(): number {
    return (this.options.nowMs ?? Date.now)();
  }
}
