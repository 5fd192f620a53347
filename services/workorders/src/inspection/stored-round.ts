import { itemState, nextTurnNs, personFigures, type RoundFigures, roundFigures, roundState } from "@phm/advisory";
import { InspectionRoundSchema, inspectionRoundFromWire, inspectionRoundToWire } from "@phm/contracts";
import {
  type InspectionCode,
  type InspectionRound,
  type OrganisationId,
  type RoundState,
  type SiteId,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";

/** A round with all that was noted on it and what that has left to do: one document, so that nothing noted is ever forgotten. */
export type StoredRound = {
  readonly organisation: string;
  readonly site: string;
  readonly route: string;
  readonly role: string;
  readonly startNs: string;
  /** As it was at the last write; a round turns late or missed by itself at `turnsNs`. */
  readonly state: RoundState;
  readonly turnsNs?: string;
  /** Present where an item was late or missed, so that the index holds only that. */
  readonly lapsed?: true;
  readonly figures: JsonObject;
  /** The same of each person, by id. */
  readonly people: JsonObject;
  /** Work orders that items have opened or enriched, by point. */
  readonly raised: { readonly [point: string]: string };
  /** Points of which not all has been done yet that follows from what was noted; `toSettle` stands with them. */
  readonly unsettled: readonly string[];
  readonly toSettle?: true;
  /** In the JSON form of the contract. */
  readonly record: JsonObject;
};

export const ROUND_COLLECTION: CollectionSpec = {
  name: "inspection_rounds",
  excerpt: ["startNs", "route", "role", "figures", "people"],
  indexes: [
    { name: "by_start", fields: ["organisation", "site", "startNs"] },
    { name: "by_route", fields: ["organisation", "site", "route", "startNs"] },
    { name: "by_state", fields: ["organisation", "site", "state", "startNs"] },
    { name: "by_route_state", fields: ["organisation", "site", "route", "state", "startNs"] },
    { name: "lapses", fields: ["organisation", "site", "lapsed", "startNs"] },
    { name: "turns", fields: ["turnsNs"] },
    { name: "unsettled", fields: ["toSettle"] },
  ],
};

/** What a round has brought about beside its records. */
export interface RoundFollowUp {
  readonly raised: StoredRound["raised"];
  readonly unsettled: readonly string[];
}

/** A round as it is read. */
export interface RoundRecord extends RoundFollowUp {
  readonly round: InspectionRound;
}

export interface RoundKey {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly id: string;
}

/** Where the point is on a round. */
export interface ItemKey extends RoundKey {
  readonly point: InspectionCode;
}

export const NO_FOLLOW_UP: RoundFollowUp = { raised: {}, unsettled: [] };

export function roundKey({ organisation, site, id }: RoundKey): string {
  return `${organisation}:${site}:${id}`;
}

export function storedRound(round: InspectionRound, { raised, unsettled }: RoundFollowUp, nowNs: TimeNs): StoredRound {
  const { organisation, site, route, duty, startNs } = round;
  const turnsNs = nextTurnNs(round, nowNs);
  const hasLapsed = round.items.some((item) => ["late", "missed"].includes(itemState(item, round, nowNs)));
  return {
    ...{ organisation, site, route, role: duty.role, startNs: storedTime(startNs), state: roundState(round, nowNs) },
    ...(turnsNs === undefined ? {} : { turnsNs: storedTime(turnsNs) }),
    ...(hasLapsed ? { lapsed: true as const } : {}),
    figures: { ...roundFigures(round, nowNs) },
    people: personFigures(round, nowNs) as unknown as JsonObject,
    ...{ raised, unsettled },
    ...(unsettled.length > 0 ? { toSettle: true as const } : {}),
    record: toStored(InspectionRoundSchema, inspectionRoundToWire(round)),
  };
}

export function readRound({ record, raised, unsettled }: StoredRound): RoundRecord {
  return { round: inspectionRoundFromWire(fromStored(InspectionRoundSchema, record)), raised, unsettled };
}

/** Those of one person; undefined where none of the items is theirs. */
export function figuresOfPerson({ people }: Pick<StoredRound, "people">, person: string): RoundFigures | undefined {
  return (people as unknown as Readonly<Record<string, RoundFigures>>)[person];
}

export function figuresOf({ figures }: Pick<StoredRound, "figures">): RoundFigures {
  return figures as unknown as RoundFigures;
}
