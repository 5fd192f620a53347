import { countedRecord, takenNs, takeRecord, type UploadClock } from "@phm/advisory";
import {
  checkInspectionEntry,
  gradeAnswer,
  type InspectionEntry,
  type InspectionGrade,
  type InspectionRecord,
  type InspectionRound,
  type InspectionStandard,
  InvalidValue,
} from "@phm/domain";
import { type Logger, ServiceError } from "@phm/service-kit";
import type { RevisionPlace } from "../revisions/revision-book.js";
import type { InspectionBook } from "./inspection-book.js";
import type { RoundBook } from "./round-book.js";
import type { RoundSettler } from "./round-settler.js";
import type { RoundRecord } from "./stored-round.js";

/** What became of an entry. */
export type EntryResult =
  | { readonly outcome: "taken" | "repeated" | "contradicts"; readonly grade: InspectionGrade }
  | { readonly outcome: "refused"; readonly error: unknown };

export interface TakeEntriesOptions {
  readonly rounds: RoundBook;
  readonly standards: InspectionBook<InspectionStandard>;
  readonly settler: RoundSettler;
  readonly logger: Logger;
}

/** Takes what inspectors have noted, round by round: an entry that is refused stops no other. */
export class TakeEntries {
  constructor(private readonly options: TakeEntriesOptions) {}

  /** @returns one result an entry, in their order. @throws ServiceError where the store is away: the upload is then sent again */
  async take(place: RevisionPlace, entries: readonly InspectionEntry[], clock: UploadClock): Promise<EntryResult[]> {
    const results = new Map<InspectionEntry, EntryResult>();
    for (const id of new Set(entries.map(({ round }) => round))) {
      const noted = entries.filter(({ round }) => round === id);
      const records = await this.#graded(place, noted, clock, results);
      await this.#store({ ...place, id }, records, results);
    }
    return entries.map((entry) => results.get(entry) ?? { outcome: "refused", error: new ServiceError("internal", "not taken") });
  }

  /** The entries that can be graded; the others get their results. */
  async #graded(place: RevisionPlace, entries: readonly InspectionEntry[], clock: UploadClock, results: Map<InspectionEntry, EntryResult>) {
    const graded = new Map<InspectionEntry, InspectionRecord>();
    for (const entry of entries) {
      try {
        checkInspectionEntry(entry);
        const standard = await this.#standardOf(place, entry);
        const grade = gradeAnswer(standard.form, entry.answer);
        graded.set(entry, { ...entry, takenNs: takenNs(entry, clock), receivedNs: clock.receivedNs, grade });
      } catch (error) {
        results.set(entry, refused(error));
      }
    }
    return graded;
  }

  async #standardOf(place: RevisionPlace, { point, standardVersion }: InspectionEntry): Promise<InspectionStandard> {
    const found = await this.options.standards.at({ ...place, code: point }, standardVersion);
    if (found) return found;
    const latest = await this.options.standards.find({ ...place, code: point });
    if (!latest) throw new InvalidValue("point", point, `an inspection point of site ${place.site}`, "unknown_point");
    throw new InvalidValue("standardVersion", standardVersion, `a version of the standard of ${point}, at most ${latest.version}`);
  }

  async #store(
    key: RevisionPlace & { id: string },
    graded: ReadonlyMap<InspectionEntry, InspectionRecord>,
    results: Map<InspectionEntry, EntryResult>,
  ) {
    if (graded.size === 0) return;
    try {
      const after = await this.options.rounds.change(key, (before) => this.#taken(before, graded, results));
      if (after.unsettled.length > 0) await this.#settle(key);
    } catch (error) {
      for (const entry of graded.keys()) results.set(entry, refused(error));
    }
  }

  #taken(
    before: RoundRecord,
    graded: ReadonlyMap<InspectionEntry, InspectionRecord>,
    results: Map<InspectionEntry, EntryResult>,
  ): RoundRecord {
    let { round } = before;
    const news = new Set<string>();
    const known = new Set<InspectionEntry>();
    for (const [entry, record] of graded) {
      try {
        const next = takeRecord(round, record);
        if (next === round) known.add(entry);
        else news.add(entry.point);
        round = next;
        results.set(entry, { outcome: "taken", grade: record.grade });
      } catch (error) {
        results.set(entry, refused(error));
      }
    }
    for (const [entry, result] of results) {
      if (graded.has(entry) && result.outcome !== "refused")
        results.set(entry, known.has(entry) ? repeated(round, entry) : standing(round, entry));
    }
    if (news.size === 0) return before;
    return { ...before, round, unsettled: [...new Set([...before.unsettled, ...news])] };
  }

  /** The records are stored: what follows from them is done now, or by the upkeep. */
  async #settle(key: RevisionPlace & { id: string }): Promise<void> {
    try {
      await this.options.settler.settle(key);
    } catch (error) {
      this.options.logger.warn({ err: error, round: key.id }, "an inspection round could not be settled, tried again later");
    }
  }
}

function refused(error: unknown): EntryResult {
  // What a store that is away has not taken is no fault of the entry: the whole upload is to be sent again.
  if (error instanceof ServiceError && error.retryable) throw error;
  return { outcome: "refused", error };
}

function recordOf({ items }: InspectionRound, { id, point }: InspectionEntry) {
  const item = items.find((each) => each.point === point);
  return { item, record: item?.records.find((each) => each.id === id) };
}

/** A repetition tells the grade that is on record. */
function repeated(round: InspectionRound, entry: InspectionEntry): EntryResult {
  return { outcome: "repeated", grade: recordOf(round, entry).record?.grade ?? "skipped" };
}

function standing(round: InspectionRound, entry: InspectionEntry): EntryResult {
  const { item, record } = recordOf(round, entry);
  const counts = item !== undefined && countedRecord(item) === record;
  return { outcome: counts ? "taken" : "contradicts", grade: record?.grade ?? "skipped" };
}
