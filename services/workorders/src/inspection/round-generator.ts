import { roundOf, routeOccurrences } from "@phm/advisory";
import {
  addSeconds,
  type InspectionKey,
  type InspectionRevision,
  type InspectionRound,
  type InspectionRoute,
  type InspectionStandard,
  inspectionCode,
  laterTime,
  organisationId,
  siteId,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import { type Collection, DuplicateKey, eachDocument, type Stored, VersionConflict } from "@phm/service-kit";
import type { StoredRevision } from "../revisions/revision-book.js";
import type { InspectionBook } from "./inspection-book.js";
import type { RoundBook } from "./round-book.js";
import { NO_FOLLOW_UP, readRound, roundKey, type StoredRound, storedRound } from "./stored-round.js";
import { walkedDaysOf } from "./walked-days-of.js";

/** Rounds are there so long before they begin, so that a phone can take them along. */
const AHEAD_S = 2 * 86_400;
/** After an outage, rounds of so long ago are put on record as missed; of what is older nobody learns anything. */
const CATCH_UP_S = 31 * 86_400;
/** Who sets out early may already be on a round: from so long before its start on it stays as it is. */
const EARLY_S = 60 * 60;
const MAX_AHEAD = 500;

export interface RoundGeneratorOptions {
  readonly routes: InspectionBook<InspectionRoute>;
  /** The revisions that the routes' book is made of, to find all routes of all sites. */
  readonly revisions: Collection<StoredRevision>;
  readonly standards: InspectionBook<InspectionStandard>;
  readonly rounds: RoundBook;
}

/**
 * Makes the rounds of routes ahead. A round's id follows from its route and time, so that two processes, or a repetition after a crash,
 * make it once. Rounds ahead that nobody has begun follow every change of route and standards; what has begun stands.
 */
export class RoundGenerator {
  constructor(private readonly options: RoundGeneratorOptions) {}

  /** All routes of all sites. Returns how many there are. */
  async generateAll(): Promise<number> {
    const keys = new Map<string, InspectionKey>();
    for await (const { value } of eachDocument(this.options.revisions, {})) {
      const { organisation, site, route } = value;
      const key = { organisation: organisationId(organisation), site: siteId(site), code: inspectionCode(route) };
      keys.set(`${organisation}:${site}:${key.code}`, key);
    }
    for (const key of keys.values()) await this.generate(await this.options.routes.get(key));
    return keys.size;
  }

  /** The rounds of one route, from the last that is there on. */
  async generate(revision: InspectionRevision<InspectionRoute>): Promise<void> {
    const nowNs = this.options.rounds.nowNs();
    const changeableNs = addSeconds(nowNs, EARLY_S);
    const wanted = await this.#wanted(revision, await this.#sinceNs(revision, nowNs), addSeconds(nowNs, AHEAD_S));
    const standing = await this.#ahead(revision.content, changeableNs);
    for (const stored of standing) await this.#follow(stored, wanted.get(stored.id));
    const there = new Set(standing.map(({ id }) => id));
    for (const [id, round] of wanted) if (!there.has(id)) await this.#add(round);
  }

  async #wanted({ content: route, version, withdrawn }: InspectionRevision<InspectionRoute>, fromNs: TimeNs, toNs: TimeNs) {
    const wanted = new Map<string, InspectionRound>();
    if (withdrawn) return wanted;
    const { organisation, site, points, schedule } = route;
    const found = await Promise.all(points.map((code) => this.options.standards.find({ organisation, site, code })));
    const standards = found.flatMap((each) => (each && !each.withdrawn ? [each.content] : []));
    for (const occurrence of routeOccurrences(schedule, fromNs, toNs, walkedDaysOf)) {
      const round = roundOf({ route, version }, standards, occurrence);
      if (round) wanted.set(roundKey(round), round);
    }
    return wanted;
  }

  /** Behind the last round that has begun, but never before the route was as it is, or longer ago than is caught up. */
  async #sinceNs({ content, timeNs }: InspectionRevision<InspectionRoute>, nowNs: TimeNs): Promise<TimeNs> {
    const where = { ...placeOf(content), startNs: { lte: storedTime(nowNs) } };
    const { items } = await this.options.rounds.rounds.query({ where, sort: [{ field: "startNs", direction: "desc" }], limit: 1 });
    const last = items[0];
    const behindLastNs = last ? BigInt(last.value.startNs) + 1n : 0n;
    return laterTime(laterTime(behindLastNs, timeNs), addSeconds(nowNs, -CATCH_UP_S));
  }

  async #ahead(route: InspectionRoute, fromNs: TimeNs): Promise<readonly Stored<StoredRound>[]> {
    const where = { ...placeOf(route), startNs: { gte: storedTime(fromNs) } };
    return (await this.options.rounds.rounds.query({ where, sort: [{ field: "startNs", direction: "asc" }], limit: MAX_AHEAD })).items;
  }

  /** Brings a round ahead to what it should be, if nobody has begun it. */
  async #follow(stored: Stored<StoredRound>, wanted: InspectionRound | undefined): Promise<void> {
    const { round } = readRound(stored.value);
    if (round.items.some(({ records }) => records.length > 0)) return;
    const { rounds, nowNs } = this.options.rounds;
    try {
      if (!wanted) await rounds.delete(stored.id, stored.version);
      else if (JSON.stringify(storedRound(wanted, NO_FOLLOW_UP, nowNs())) !== JSON.stringify(stored.value)) {
        await this.options.rounds.put(wanted, stored.version);
      }
    } catch (error) {
      // Somebody has just begun it, or another process was first: it stands.
      if (!(error instanceof VersionConflict)) throw error;
    }
  }

  async #add(round: InspectionRound): Promise<void> {
    try {
      await this.options.rounds.put(round, 0);
    } catch (error) {
      if (!(error instanceof DuplicateKey) && !(error instanceof VersionConflict)) throw error;
    }
  }
}

function placeOf({ organisation, site, code }: InspectionRoute) {
  return { organisation, site, route: code };
}
