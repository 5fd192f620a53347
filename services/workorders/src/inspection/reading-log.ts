import { InspectionRecordSchema, inspectionRecordFromWire, inspectionRecordToWire } from "@phm/contracts";
import type { InspectionGrade, InspectionKey, InspectionRecord, TimeNs } from "@phm/domain";
import { storedTime } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  fromStored,
  type JsonObject,
  retryOnConflict,
  type Stored,
  toStored,
  type Where,
} from "@phm/service-kit";

/** Of an item the record that counts: it changes where one that was taken earlier comes later, so this is no series, whose points stand for good. */
export type StoredReading = {
  readonly organisation: string;
  readonly site: string;
  readonly point: string;
  readonly round: string;
  readonly takenNs: string;
  readonly grade: InspectionGrade;
  /** In the JSON form of the contract. */
  readonly record: JsonObject;
};

export const READING_COLLECTION: CollectionSpec = {
  name: "inspection_readings",
  indexes: [{ name: "by_point", fields: ["organisation", "site", "point", "takenNs"] }],
};

/** A reading's place in the course of its point. */
export interface GradedRound {
  readonly round: string;
  readonly grade: InspectionGrade;
}

export interface ReadingRange {
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
  readonly limit: number;
  readonly cursor?: string;
}

/** The course of every inspection point. */
export class ReadingLog {
  constructor(private readonly readings: Collection<StoredReading>) {}

  /** Notes what counts for an item; the same again is not written. */
  async note(point: InspectionKey, record: InspectionRecord): Promise<void> {
    const id = `${point.organisation}:${point.site}:${point.code}:${record.round}`;
    const next = storedReading(point, record);
    await retryOnConflict(async () => {
      const stored = await this.readings.get(id);
      if (stored && JSON.stringify(stored.value) === JSON.stringify(next)) return;
      await this.readings.put(id, next, stored?.version ?? 0);
    });
  }

  /** Newest first. */
  async list(
    point: InspectionKey,
    { fromNs, toNs, limit, cursor }: ReadingRange,
  ): Promise<{ records: InspectionRecord[]; nextCursor?: string }> {
    const range = { ...(fromNs ? { gte: storedTime(fromNs) } : {}), ...(toNs ? { lt: storedTime(toNs) } : {}) };
    const where = { ...whereOf(point), ...(fromNs || toNs ? { takenNs: range } : {}) };
    const { items, nextCursor } = await this.#query(where, "desc", { limit, ...(cursor ? { cursor } : {}) });
    const records = items.map(({ value }) => recordOf(value));
    return nextCursor === undefined ? { records } : { records, nextCursor };
  }

  /** So many readings up to and with a time, the latest first. */
  async upTo(point: InspectionKey, takenNs: TimeNs, limit: number): Promise<GradedRound[]> {
    return this.#around(point, { lte: storedTime(takenNs) }, "desc", limit);
  }

  /** So many readings after a time, the earliest first. */
  async after(point: InspectionKey, takenNs: TimeNs, limit: number): Promise<(GradedRound & { readonly takenNs: TimeNs })[]> {
    return this.#around(point, { gt: storedTime(takenNs) }, "asc", limit);
  }

  async #around(point: InspectionKey, takenNs: Where[string], direction: "asc" | "desc", limit: number) {
    const { items } = await this.#query({ ...whereOf(point), takenNs }, direction, { limit });
    return items.map(({ value: { round, grade, takenNs: at } }) => ({ round, grade, takenNs: BigInt(at) }));
  }

  async #query(where: Where, direction: "asc" | "desc", page: { limit: number; cursor?: string }) {
    return this.readings.query({ where, sort: [{ field: "takenNs", direction }], ...page });
  }
}

function whereOf({ organisation, site, code }: InspectionKey) {
  return { organisation, site, point: code };
}

function storedReading({ organisation, site, code }: InspectionKey, record: InspectionRecord): StoredReading {
  const { round, takenNs, grade } = record;
  const stored = toStored(InspectionRecordSchema, inspectionRecordToWire(record));
  return { organisation, site, point: code, round, takenNs: storedTime(takenNs), grade, record: stored };
}

function recordOf({ record }: Stored<StoredReading>["value"]): InspectionRecord {
  return inspectionRecordFromWire(fromStored(InspectionRecordSchema, record));
}
