import { SiteBearingSchema, siteBearingFromWire, siteBearingToWire } from "@phm/contracts";
import { type BearingEntry, type BearingRevision, checkSiteBearing, InvalidValue, type SiteBearing, type TimeNs } from "@phm/domain";
import { BEARING_CATALOGUE, type BearingCatalogue, catalogueDesignation, siteCatalogue, siteFigures } from "@phm/pipeline";
import { type Collection, fromStored, ServiceError, toStored } from "@phm/service-kit";
import {
  type Revision,
  RevisionBook,
  type RevisionChange,
  type RevisionForm,
  type RevisionPlace,
  revisionCollection,
  type StoredRevision,
} from "../revisions/revision-book.js";
import { type BearingPage, bearingPage } from "./bearing-list.js";

const FORM: RevisionForm<SiteBearing> = {
  subject: "designation",
  content: "bearing",
  toStored: (bearing) => toStored(SiteBearingSchema, siteBearingToWire(bearing)),
  fromStored: (stored) => siteBearingFromWire(fromStored(SiteBearingSchema, stored)),
};

export const BEARING_COLLECTION = revisionCollection("bearings", FORM.subject);

/** Shorter ones are found at the beginning of too many others. */
const [MIN_DESIGNATION, MAX_DESIGNATION] = [3, 40];

/** A site's catalogue as it stands, with a figure that changes whenever it does. */
export interface StandingCatalogue {
  readonly catalogue: BearingCatalogue;
  readonly revisions: number;
}

export type BearingChange = Omit<RevisionChange<SiteBearing>, "content">;

/** The bearing catalogue: the suite's designations with what each site has added or put in their place. */
export class SiteBearings {
  private readonly book: RevisionBook<SiteBearing>;

  constructor(revisions: Collection<StoredRevision>, nowNs: () => TimeNs) {
    this.book = new RevisionBook(revisions, FORM, nowNs);
  }

  /** @throws ServiceError not_found where neither the site nor the suite has it, naming the version that a new entry is made from */
  async get(place: RevisionPlace, designation: string): Promise<BearingEntry> {
    const subject = readDesignation(designation, "designation");
    const latest = await this.book.latest({ ...place, subject });
    const entry = entryOf(subject, latest);
    if (entry) return entry;
    const since = latest ? `since version ${latest.version}, by ${latest.author}` : "and has never had it";
    throw new ServiceError("not_found", `the site's catalogue does not have ${subject}, ${since}`, {
      field: "designation",
      value: subject,
    });
  }

  async list(place: RevisionPlace, search: string, page: { limit: number; cursor?: string }): Promise<BearingPage> {
    const { latest } = await this.book.standing(place);
    const designations = new Set([...BEARING_CATALOGUE.keys(), ...latest.keys()]);
    const entries = [...designations].flatMap((designation) => entryOf(designation, latest.get(designation)) ?? []);
    return bearingPage(entries, search, page);
  }

  /**
   * Adds a bearing, or overrides one. The same change by the same author again changes nothing.
   * @throws InvalidValue for impossible or contradictory figures, by field and limit
   * @throws ServiceError conflict naming who wrote the version that stands
   */
  async put(place: RevisionPlace, stated: SiteBearing, change: BearingChange): Promise<BearingEntry> {
    checkSiteBearing(stated);
    const subject = readDesignation(stated.designation, "bearing.designation");
    const revision = await this.book.put({ ...place, subject }, { ...change, content: { ...stated, designation: subject } });
    return entryOf(subject, revision) as BearingEntry;
  }

  /**
   * Takes the site's entry back: what the suite has holds again, where it has something.
   * @throws ServiceError not_found where the site has never had one, conflict as `put`
   */
  async remove(place: RevisionPlace, designation: string, change: BearingChange): Promise<{ version: number; entry?: BearingEntry }> {
    const key = { ...place, subject: readDesignation(designation, "designation") };
    if (!(await this.book.latest(key))) {
      const facts = { field: "designation", value: key.subject };
      throw new ServiceError("not_found", `the site has no entry of its own for ${key.subject}`, facts);
    }
    const revision = await this.book.put(key, change);
    const entry = entryOf(key.subject, revision);
    return { version: revision.version, ...(entry ? { entry } : {}) };
  }

  /** What the site has changed, newest first. */
  async history(
    place: RevisionPlace,
    designation: string,
    page: { limit: number; cursor?: string },
  ): Promise<{ revisions: BearingRevision[]; nextCursor?: string }> {
    const subject = readDesignation(designation, "designation");
    const { revisions, ...next } = await this.book.history({ ...place, subject }, page);
    return { revisions: revisions.map(bearingRevision), ...next };
  }

  async standing(place: RevisionPlace): Promise<StandingCatalogue> {
    const { latest, count } = await this.book.standing(place);
    const own = [...latest.values()].flatMap(({ content, version }) => (content ? [siteFigures(content, version)] : []));
    return { catalogue: siteCatalogue(own), revisions: count };
  }

  async hasChanged(place: RevisionPlace, { revisions }: StandingCatalogue): Promise<boolean> {
    return (await this.book.count(place)) !== revisions;
  }
}

/** @throws InvalidValue for a designation that could not be found again */
export function readDesignation(written: string, field: string): string {
  const designation = catalogueDesignation(written);
  if (designation.length >= MIN_DESIGNATION && designation.length <= MAX_DESIGNATION) return designation;
  throw new InvalidValue(field, written, `${MIN_DESIGNATION} to ${MAX_DESIGNATION} letters A to Z and digits`, "bad_designation");
}

function entryOf(designation: string, latest: Revision<SiteBearing> | undefined): BearingEntry | undefined {
  const { content, version = 0 } = latest ?? {};
  const builtIn = BEARING_CATALOGUE.get(designation);
  const figures = content ? siteFigures(content, version) : builtIn;
  if (!figures) return undefined;
  const { maker, notes } = content ?? {};
  return {
    ...{ figures, version, hasBuiltIn: builtIn !== undefined },
    ...(maker === undefined ? {} : { maker }),
    ...(notes === undefined ? {} : { notes }),
  };
}

function bearingRevision({ subject: _, content, ...revision }: Revision<SiteBearing>): BearingRevision {
  return content ? { ...revision, bearing: content } : revision;
}
