import { readSegment, type Segment } from "./segment.js";
import type { SegmentStore } from "./segment-store.js";
import type { SettledSequences } from "./settled-sequences.js";
import { readRecords, type SegmentPart, type SpoolRecord } from "./spool-record.js";
import type { WakeUp } from "./wake-up.js";

export interface SpoolReading {
  readonly store: SegmentStore;
  readonly settled: SettledSequences;
  /** Woken after each append, and when the input has ended. */
  readonly appended: WakeUp;
  readonly hasEnded: () => boolean;
  readonly onDamage: (segment: Segment, fromByte: number, bytes: Uint8Array, reason: string) => Promise<void>;
  /** Records that should be there and are not, by their number. */
  readonly onLost: (from: number, to: number) => void;
}

/**
 * Everything that waits, oldest first, then what is appended meanwhile; ends when the input has ended and all is read. What is damaged is
 * passed over.
 */
export async function* readSpool(reading: SpoolReading): AsyncGenerator<SpoolRecord> {
  const { store, settled, appended, onLost } = reading;
  let expected = settled.through + 1;
  let place = { first: store.segments[0]?.first ?? 0, byte: 0 };
  for (;;) {
    const change = appended.next();
    const ended = reading.hasEnded();
    const segment = segmentAt(store, place.first);
    if (segment && segment.first !== place.first) place = { first: segment.first, byte: 0 };
    store.reading = place.first;
    if (segment && place.byte < segment.bytes) {
      const fromByte = place.byte;
      place = { ...place, byte: segment.bytes };
      for await (const record of recordsOf(reading, segment, fromByte)) {
        // A stray copy of a record within damage has a number of another time.
        if (record.sequence < expected || record.sequence >= store.nextSequence) continue;
        onLost(expected, record.sequence - 1);
        expected = record.sequence + 1;
        if (!settled.has(record.sequence)) yield record;
      }
    } else if (segmentAt(store, place.first + 1)) place = { first: place.first + 1, byte: 0 };
    else if (ended) {
      onLost(expected, store.nextSequence - 1);
      return;
    } else await change;
  }
}

/** The segment that starts there, else the next one: others may have been cleared away or dropped. */
function segmentAt({ segments }: SegmentStore, first: number): Segment | undefined {
  return segments.find((segment) => segment.first >= first);
}

async function* recordsOf({ onDamage }: SpoolReading, segment: Segment, fromByte: number): AsyncGenerator<SpoolRecord> {
  const missingFrom = segment.bytes;
  const bytes = await readSegment(segment, fromByte);
  for (const part of readRecords(bytes)) {
    if (part.kind === "record") yield part.record;
    else await onDamage(segment, fromByte + part.fromByte, bytes.subarray(part.fromByte, part.toByte), reasonOf(part));
  }
  const end = fromByte + bytes.byteLength;
  if (end < missingFrom) await onDamage(segment, end, Buffer.alloc(0), "shorter than it was");
}

function reasonOf(part: Exclude<SegmentPart, { kind: "record" }>): string {
  return part.kind === "damage" ? part.reason : "cut short";
}
