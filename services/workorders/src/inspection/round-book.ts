import { type InspectionCompliance, inspectionCompliance } from "@phm/advisory";
import {
  type InspectionRound,
  InvalidValue,
  type OrganisationId,
  type RoundState,
  type SiteId,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import { type Collection, retryOnConflict, ServiceError, type Stored, type Where } from "@phm/service-kit";
import {
  figuresOf,
  figuresOfPerson,
  NO_FOLLOW_UP,
  type RoundFollowUp,
  type RoundKey,
  type RoundRecord,
  readRound,
  roundKey,
  type StoredRound,
  storedRound,
} from "./stored-round.js";

export interface RoundListing {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly route?: string;
  readonly state?: RoundState;
  /** Only with items that were late or missed, the newest first. */
  readonly onlyLapsed?: boolean;
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
  readonly limit: number;
  readonly cursor?: string;
}

/** The figures of all rounds, of one route, of one role, or of one person. */
export interface ComplianceGroup {
  readonly route?: string;
  readonly role?: string;
  readonly person?: string;
  readonly compliance: InspectionCompliance;
}

type FiguresRow = Pick<StoredRound, "route" | "role" | "figures" | "people">;

const TURN_BATCH = 500;
const PAGE = 500;
/** Figures are counted from the rounds, so a year of them is the most that one asks at once. */
const MAX_SPAN_NS = 367n * 86_400n * 1_000_000_000n;

/** All inspection rounds. */
export class RoundBook {
  constructor(
    readonly rounds: Collection<StoredRound>,
    readonly nowNs: () => TimeNs,
  ) {}

  /** @throws ServiceError not_found */
  async get(key: RoundKey): Promise<RoundRecord> {
    return readRound((await this.stored(key)).value);
  }

  /** @throws ServiceError not_found */
  async stored({ organisation, site, id }: RoundKey): Promise<Stored<StoredRound>> {
    const stored = await this.rounds.get(roundKey({ organisation, site, id }));
    if (stored) return stored;
    throw new ServiceError("not_found", `there is no inspection round ${id} at ${site}`, {
      reason: "unknown_round",
      field: "round",
      value: id,
    });
  }

  /** Changes a round; where nothing changes, nothing is written. @returns it as it stands since */
  async change(key: RoundKey, decide: (before: RoundRecord) => RoundRecord): Promise<RoundRecord> {
    return retryOnConflict(async () => {
      const stored = await this.stored(key);
      const before = readRound(stored.value);
      const after = decide(before);
      if (after !== before) await this.rounds.put(stored.id, storedRound(after.round, after, this.nowNs()), stored.version);
      return after;
    });
  }

  /** Adds a round, or replaces one of the given version. */
  async put(round: InspectionRound, expectedVersion: number, followUp: RoundFollowUp = NO_FOLLOW_UP): Promise<void> {
    await this.rounds.put(roundKey(round), storedRound(round, followUp, this.nowNs()), expectedVersion);
  }

  /** By start, the earliest first; those that lapsed the newest first. */
  async list({ limit, cursor, onlyLapsed, ...listing }: RoundListing): Promise<{ rounds: RoundRecord[]; nextCursor?: string }> {
    await this.turn();
    const { items, nextCursor } = await this.rounds.query({
      where: { ...whereOf(listing), ...(onlyLapsed ? { lapsed: true } : {}) },
      sort: [{ field: "startNs", direction: onlyLapsed ? "desc" : "asc" }],
      ...{ limit, ...(cursor ? { cursor } : {}) },
    });
    const rounds = items.map(({ value }) => readRound(value));
    return nextCursor === undefined ? { rounds } : { rounds, nextCursor };
  }

  /** Figures by start of the rounds: all, each route, each role, each person. @throws InvalidValue for more than a year at once */
  async compliance(listing: Pick<RoundListing, "organisation" | "site"> & { fromNs: TimeNs; toNs: TimeNs }): Promise<ComplianceGroup[]> {
    const { fromNs, toNs } = listing;
    if (toNs <= fromNs || toNs - fromNs > MAX_SPAN_NS) throw new InvalidValue("to", toNs, "after from, at most 367 days", "bad_range");
    await this.turn();
    const rows: FiguresRow[] = [];
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof this.rounds.select<keyof FiguresRow>>> = await this.rounds.select(
        { where: whereOf(listing), sort: [{ field: "startNs", direction: "asc" }], limit: PAGE, ...(cursor ? { cursor } : {}) },
        ["route", "role", "figures", "people"],
      );
      rows.push(...page.items.map(({ value }) => value));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return [{ compliance: figuresIn(rows) }, ...grouped(rows, "route"), ...grouped(rows, "role"), ...byPerson(rows)];
  }

  /** Lets rounds become late or missed whose time has come. Returns how many these were. */
  async turn(): Promise<number> {
    const { items } = await this.rounds.query({ where: { turnsNs: { lt: storedTime(this.nowNs()) } }, limit: TURN_BATCH });
    for (const { value } of items) {
      const { organisation, site, id } = readRound(value).round;
      await this.change({ organisation, site, id }, (before) => ({ ...before }));
    }
    return items.length < TURN_BATCH ? items.length : items.length + (await this.turn());
  }
}

function whereOf({ organisation, site, route, state, fromNs, toNs }: Omit<RoundListing, "limit">): Where {
  const range = { ...(fromNs ? { gte: storedTime(fromNs) } : {}), ...(toNs ? { lt: storedTime(toNs) } : {}) };
  return {
    ...{ organisation, site, ...(route ? { route } : {}), ...(state ? { state } : {}) },
    ...(fromNs || toNs ? { startNs: range } : {}),
  };
}

function grouped(rows: readonly FiguresRow[], by: "route" | "role"): ComplianceGroup[] {
  const words = [...new Set(rows.map((row) => row[by]))].sort();
  return words.map((word) => ({ [by]: word, compliance: figuresIn(rows.filter((row) => row[by] === word)) }));
}

function byPerson(rows: readonly FiguresRow[]): ComplianceGroup[] {
  const people = [...new Set(rows.flatMap((row) => Object.keys(row.people)))].sort();
  return people.map((person) => ({
    person,
    compliance: inspectionCompliance(rows.flatMap((row) => figuresOfPerson(row, person) ?? [])),
  }));
}

function figuresIn(rows: readonly Pick<StoredRound, "figures">[]): InspectionCompliance {
  return inspectionCompliance(rows.map(figuresOf));
}
