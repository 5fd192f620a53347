import { checkWords } from "./check-fields.js";
import type { AssetId, OrganisationId, SiteId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";
import type { TimeNs } from "./time.js";

/** A time in which a machine stands anyway, so that work on it costs no production. */
export interface PlannedStop {
  /** Unique at the site; of the planning system where it comes from one. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  /** Absent: the whole site stops. */
  readonly asset?: AssetId;
  readonly startNs: TimeNs;
  /** After the start. */
  readonly endNs: TimeNs;
  /** The person or system (MES, APS) that planned it. */
  readonly source: string;
  readonly note: string;
}

const MAX_ID = 100;
const MAX_SOURCE = 100;
const MAX_NOTE = 1_000;
/** What is longer is not a stop between two runs, but a machine that is taken out of service. */
const MAX_STOP_NS = 366n * 86_400n * 1_000_000_000n;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkPlannedStop({ id, startNs, endNs, source, note }: PlannedStop): void {
  if (!/^[A-Za-z0-9_-]+$/.test(id) || id.length > MAX_ID) {
    throw new InvalidValue("id", id, `1 to ${MAX_ID} letters, digits, - and _`);
  }
  checkWords("source", source);
  if (source.length > MAX_SOURCE) throw new InvalidValue("source", source, `at most ${MAX_SOURCE} characters`);
  if (note.length > MAX_NOTE) throw new InvalidValue("note", note, `at most ${MAX_NOTE} characters`);
  if (startNs <= 0n) throw new InvalidValue("startNs", startNs, "a time after 1970");
  if (endNs <= startNs) throw new InvalidValue("endNs", endNs, "after the start", "bad_range");
  if (endNs - startNs > MAX_STOP_NS) throw new InvalidValue("endNs", endNs, "at most 366 days after the start", "bad_range");
}
