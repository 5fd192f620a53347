import type { BilingualText } from "./fault-knowledge.js";
import type { OrganisationId, SiteId } from "./ids.js";
import type { InspectionCode } from "./inspection-code.js";
import type { InspectionRecord } from "./inspection-record.js";
import type { InspectionDuty } from "./inspection-standard.js";
import type { TimeNs } from "./time.js";

/**
 * `due`: nothing is noted yet. `late`: the time is over and it can still be done, or it was done too late. `missed`: there is an item that
 * was not inspected before it could no more.
 */
export const ROUND_STATES = ["due", "in_progress", "done", "late", "missed"] as const;
export type RoundState = (typeof ROUND_STATES)[number];

/** What became of an item. It goes by when it was inspected, never by when the phone told. */
export const ITEM_STATES = ["open", "in_time", "late", "missed"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** A point on a round, with what was noted there. */
export interface RoundItem {
  readonly point: InspectionCode;
  /** By the time they were taken, then by id: the first counts, the others contradict it or repeat it and are kept. */
  readonly records: readonly InspectionRecord[];
}

/** One walk of a route. */
export interface InspectionRound {
  /** Made from the route and the time, so that none is there twice. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly route: InspectionCode;
  readonly routeVersion: number;
  readonly routeName: BilingualText;
  readonly duty: InspectionDuty;
  readonly expectedMinutes: number;
  readonly startNs: TimeNs;
  /** By when it must be done. */
  readonly dueNs: TimeNs;
  /** From when on it is missed; at or after `dueNs`. */
  readonly missedNs: TimeNs;
  readonly items: readonly RoundItem[];
}
