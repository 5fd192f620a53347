import { rm } from "node:fs/promises";
import { ServiceError } from "@phm/service-kit";
import { DamageFolder } from "./damage-folder.js";
import { GapLog, gapsOf } from "./gap-log.js";
import { listSegments, readSegment, type Segment, segmentPath } from "./segment.js";
import { SegmentWriter } from "./segment-writer.js";
import type { SettledSequences } from "./settled-sequences.js";
import { type SpoolOptions, segmentBytesOf } from "./spool-options.js";
import { encodeRecord, RECORD_HEADER_BYTES, readRecords } from "./spool-record.js";

/** The segments of a spool: the youngest is written to, the others are whole and only go away. Not to be called twice at once. */
export class SegmentStore {
  /** Where the reader is: what it has in hand is not dropped. */
  reading = 0;

  private constructor(
    private readonly options: SpoolOptions,
    readonly segments: Segment[],
    private writer: SegmentWriter,
    private next: number,
    private readonly settled: SettledSequences,
    readonly gaps: GapLog,
    readonly damage: DamageFolder,
  ) {}

  /** Opens what a process has left, however it ended: a record that was not written to its end is cut off. */
  static async open(options: SpoolOptions, settled: SettledSequences): Promise<SegmentStore> {
    const gaps = await GapLog.open(options.folder);
    const damage = await DamageFolder.open(options.folder);
    const segments = await withoutDropped(await listSegments(options.folder), gaps);
    const last = segments.at(-1);
    const next = last ? await mendTail(last, damage, options) : settled.through + 1;
    const active = last ?? { path: segmentPath(options.folder, next), first: next, bytes: 0 };
    if (!last) segments.push(active);
    const first = segments[0]?.first ?? next;
    settled.settleAll(settled.through + 1, first - 1);
    const writer = await SegmentWriter.open(active, syncsEach(options));
    return new SegmentStore(options, segments, writer, next, settled, gaps, damage);
  }

  /** Sequence of the next record. */
  get nextSequence(): number {
    return this.next;
  }

  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** Writes what the budget takes, in order. Gives for each payload undefined, or why it was not taken. */
  async append(payloads: readonly Uint8Array[]): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    let group: Buffer[] = [];
    let groupBytes = 0;
    const write = async () => {
      if (group.length > 0) await this.writer.append(group);
      this.next += group.length;
      group = [];
      groupBytes = 0;
    };
    for (const payload of payloads) {
      const bytes = RECORD_HEADER_BYTES + payload.byteLength;
      const active = this.writer.segment.bytes + groupBytes;
      if (active > 0 && active + bytes > segmentBytesOf(this.options)) {
        await write();
        await this.rotate();
      }
      if (await this.makeRoom(groupBytes + bytes)) {
        group.push(encodeRecord({ sequence: this.next + group.length, spooledAtMs: this.nowMs(), payload }));
        groupBytes += bytes;
        failures.push(undefined);
      } else failures.push(this.full(bytes));
    }
    await write();
    return failures;
  }

  /** Removes segments of which everything is settled. */
  async clear(): Promise<void> {
    while (this.clearable) await this.remove(this.segments[0] as Segment);
  }

  /** As `clear`; the segment that is written to goes too, where everything is settled. */
  async clearAll(): Promise<void> {
    if (this.writer.segment.bytes > 0 && this.settled.through === this.next - 1) await this.rotate();
    await this.clear();
  }

  /** Whether `clear` has something to do. */
  get clearable(): boolean {
    const following = this.segments[1];
    return following !== undefined && following.first - 1 <= this.settled.through;
  }

  async close(): Promise<void> {
    if (this.options.sync === "segment") await this.writer.sync();
    await this.writer.close();
  }

  private async rotate(): Promise<void> {
    const before = this.writer;
    const segment = { path: segmentPath(this.options.folder, this.next), first: this.next, bytes: 0 };
    if (!syncsEach(this.options)) await before.sync();
    this.writer = await SegmentWriter.open(segment, syncsEach(this.options));
    this.segments.push(segment);
    await before.close();
  }

  private async makeRoom(bytes: number): Promise<boolean> {
    if (this.bytes + bytes > this.options.budgetBytes) await this.clearAll();
    while (this.bytes + bytes > this.options.budgetBytes) {
      if (this.options.whenFull !== "drop_oldest" || !(await this.dropOldest())) return false;
    }
    return true;
  }

  /** False where there is nothing that may go. */
  private async dropOldest(): Promise<boolean> {
    const at = this.segments.findIndex((segment) => segment.first > this.reading && segment !== this.writer.segment);
    const oldest = this.segments[at];
    const following = this.segments[at + 1];
    if (!oldest || !following) return false;
    const gaps = gapsOf(await readSegment(oldest, 0), (sequence) => !this.settled.has(sequence));
    await this.gaps.record(oldest.first, gaps);
    this.settled.settleAll(oldest.first, following.first - 1);
    await this.remove(oldest);
    for (const gap of gaps) this.options.onDropped?.(gap);
    return true;
  }

  private async remove(segment: Segment): Promise<void> {
    await rm(segment.path, { force: true });
    this.segments.splice(this.segments.indexOf(segment), 1);
  }

  private full(bytes: number): ServiceError {
    const { folder, budgetBytes } = this.options;
    return new ServiceError("resource_exhausted", `the spool ${folder} is full: ${this.bytes} of ${budgetBytes} bytes are used`, {
      ...{ reason: "spool_full", field: "budgetBytes", value: `${this.bytes + bytes} bytes`, limit: `at most ${budgetBytes} bytes` },
    });
  }

  private nowMs(): number {
    return (this.options.nowMs ?? Date.now)();
  }
}

const syncsEach = ({ sync }: SpoolOptions) => sync !== "segment";

/** A drop that was noted is carried out. */
async function withoutDropped(segments: readonly Segment[], gaps: GapLog): Promise<Segment[]> {
  for (const { first, path } of segments) if (gaps.names(first)) await rm(path, { force: true });
  return segments.filter(({ first }) => !gaps.names(first));
}

/** Ends the last segment behind its last whole record; what stood there and is more than the start of a record is kept aside. Gives the next sequence. */
async function mendTail(last: Segment, damage: DamageFolder, { onDamage }: SpoolOptions): Promise<number> {
  const bytes = await readSegment(last, 0);
  const parts = [...readRecords(bytes)];
  let end = 0;
  let next = last.first;
  for (const part of parts) {
    if (part.kind !== "record") continue;
    end = part.toByte;
    next = part.record.sequence + 1;
  }
  for (const part of parts) {
    if (part.kind !== "damage" || part.fromByte < end) continue;
    onDamage?.(await damage.keep(last, part.fromByte, bytes.subarray(part.fromByte, part.toByte), part.reason));
  }
  last.bytes = end;
  return next;
}
