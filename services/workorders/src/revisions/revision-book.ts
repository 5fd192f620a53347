import { formatTimeNs, InvalidValue, type OrganisationId, type SiteId, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, type JsonObject, ServiceError } from "@phm/service-kit";

/**
 * One revision of one subject at one site: never changed once it is there, so the revisions are the history. Beside these fields it has the
 * subject and the content under the names of its `RevisionForm`; without content, the site took back what it had.
 */
export interface StoredRevision extends JsonObject {
  readonly organisation: string;
  readonly site: string;
  readonly version: number;
  readonly author: string;
  readonly timeNs: string;
  readonly note: string;
}

/** How a kind of content lies in its revisions. */
export interface RevisionForm<T> {
  /** Field of the subject, such as `failureMode`. */
  readonly subject: string;
  /** Field of the content, such as `knowledge`. */
  readonly content: string;
  /** The content in the JSON form of the contract, and back. */
  readonly toStored: (content: T) => JsonObject;
  readonly fromStored: (stored: JsonObject) => T;
}

/** Where a site keeps what it has changed. */
export interface RevisionPlace {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
}

export interface RevisionKey extends RevisionPlace {
  readonly subject: string;
}

/** What a site changed, who did it, when and why. */
export interface Revision<T> {
  readonly subject: string;
  /** Counts the revisions of the subject at the site from 1. */
  readonly version: number;
  readonly author: string;
  readonly timeNs: TimeNs;
  readonly note: string;
  /** Absent: the site took back what it had. */
  readonly content?: T;
}

export interface RevisionChange<T> {
  /** Absent: take back. */
  readonly content?: T;
  /** The version that the change was made from; 0: the site has changed nothing yet. */
  readonly expectedVersion: number;
  readonly author: string;
  readonly note: string;
}

const MAX_AUTHOR = 100;
const MAX_NOTE = 1_000;
const SCAN_PAGE = 500;
const NEWEST_FIRST = [{ field: "version", direction: "desc" }] as const;

export function revisionCollection(name: string, subject: string): CollectionSpec {
  return { name, indexes: [{ name: "one_revision", fields: ["organisation", "site", subject, "version"], unique: true }] };
}

/** What sites change of the suite's data, with its whole history. A write is one insert of the next revision: two cannot both win. */
export class RevisionBook<T> {
  constructor(
    private readonly revisions: Collection<StoredRevision>,
    private readonly form: RevisionForm<T>,
    private readonly nowNs: () => TimeNs,
  ) {}

  async latest(key: RevisionKey): Promise<Revision<T> | undefined> {
    const { items } = await this.revisions.query({ where: this.#where(key), sort: NEWEST_FIRST, limit: 1 });
    return items[0] && this.#read(items[0].value);
  }

  /** One revision; undefined where there is none of that number. */
  async at(key: RevisionKey, version: number): Promise<Revision<T> | undefined> {
    const { items } = await this.revisions.query({ where: { ...this.#where(key), version }, limit: 1 });
    return items[0] && this.#read(items[0].value);
  }

  /**
   * Adds the next revision. The same change by the same author again changes nothing, so a caller that got no answer can repeat.
   * @throws InvalidValue for an author or note that is empty or too long
   * @throws ServiceError conflict naming who wrote the version that stands
   */
  async put(key: RevisionKey, change: RevisionChange<T>): Promise<Revision<T>> {
    checkChange(change);
    const latest = await this.latest(key);
    if (latest && latest.version === change.expectedVersion + 1 && this.#isSame(latest, change)) return latest;
    if ((latest?.version ?? 0) !== change.expectedVersion) throw conflict(key, change.expectedVersion, latest);
    const revision = this.#next(key, change);
    try {
      await this.revisions.insert(`${key.organisation}:${key.site}:${key.subject}:${revision.version}`, revision);
    } catch (error) {
      if (error instanceof DuplicateKey) throw conflict(key, change.expectedVersion, await this.latest(key));
      throw error;
    }
    return this.#read(revision);
  }

  /** What the site has changed of the subject, newest first. */
  async history(key: RevisionKey, page: { limit: number; cursor?: string }): Promise<{ revisions: Revision<T>[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.revisions.query({ where: this.#where(key), sort: NEWEST_FIRST, ...page });
    const revisions = items.map(({ value }) => this.#read(value));
    return nextCursor === undefined ? { revisions } : { revisions, nextCursor };
  }

  /** The latest revision of every subject that the site has changed, and how many revisions there are in all. */
  async standing(place: RevisionPlace): Promise<{ latest: Map<string, Revision<T>>; count: number }> {
    const sort = [this.form.subject, "version"].map((field) => ({ field, direction: "asc" }) as const);
    const latest = new Map<string, Revision<T>>();
    let count = 0;
    let cursor: string | undefined;
    do {
      const at = cursor === undefined ? {} : { cursor };
      const page: Awaited<ReturnType<typeof this.revisions.query>> = await this.revisions.query({
        where: whereOf(place),
        sort,
        limit: SCAN_PAGE,
        ...at,
      });
      for (const { value } of page.items) {
        const revision = this.#read(value);
        latest.set(revision.subject, revision);
      }
      count += page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { latest, count };
  }

  /** How many revisions the site has: it rises with every change. */
  async count(place: RevisionPlace): Promise<number> {
    return this.revisions.count(whereOf(place));
  }

  #where({ subject, ...place }: RevisionKey) {
    return { ...whereOf(place), [this.form.subject]: subject };
  }

  #next({ organisation, site, subject }: RevisionKey, { content, expectedVersion, author, note }: RevisionChange<T>): StoredRevision {
    const { form } = this;
    const place = { organisation, site, [form.subject]: subject };
    const revision = { ...place, version: expectedVersion + 1, author, timeNs: storedTime(this.nowNs()), note };
    return content === undefined ? revision : { ...revision, [form.content]: form.toStored(content) };
  }

  #read(stored: StoredRevision): Revision<T> {
    const { version, author, timeNs, note } = stored;
    const content = stored[this.form.content] as JsonObject | undefined;
    return {
      ...{ subject: String(stored[this.form.subject]), version, author, timeNs: BigInt(timeNs), note },
      ...(content === undefined ? {} : { content: this.form.fromStored(content) }),
    };
  }

  #isSame(latest: Revision<T>, { author, note, content }: RevisionChange<T>): boolean {
    const text = (value: T | undefined) => (value === undefined ? "" : JSON.stringify(this.form.toStored(value)));
    return latest.author === author && latest.note === note && text(latest.content) === text(content);
  }
}

function whereOf({ organisation, site }: RevisionPlace) {
  return { organisation, site };
}

function checkChange({ author, note, expectedVersion }: RevisionChange<unknown>): void {
  if (author.trim() === "" || author.length > MAX_AUTHOR) throw new InvalidValue("author", author, `1 to ${MAX_AUTHOR} characters`);
  if (note.length > MAX_NOTE) throw new InvalidValue("note", note, `at most ${MAX_NOTE} characters`);
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new InvalidValue("expectedVersion", expectedVersion, "the version that the change was made from, a whole number of at least 0");
  }
}

function conflict({ subject }: RevisionKey, expected: number, latest: Revision<unknown> | undefined): ServiceError {
  const standing = latest
    ? `version ${latest.version} (by ${latest.author}, ${formatTimeNs(latest.timeNs)})`
    : "no version of the site's own";
  return new ServiceError("conflict", `${subject} has ${standing}, not version ${expected}`, {
    field: "expectedVersion",
    value: String(expected),
    limit: String(latest?.version ?? 0),
    retryable: false,
  });
}
