import type { InspectionCode, InspectionKey, InspectionRevision, TimeNs } from "@phm/domain";
import { type Collection, ServiceError } from "@phm/service-kit";
import {
  type Revision,
  RevisionBook,
  type RevisionForm,
  type RevisionKey,
  type RevisionPlace,
  type StoredRevision,
} from "../revisions/revision-book.js";

/** Who changes what version, and why. */
export interface InspectionChange {
  readonly expectedVersion: number;
  readonly author: string;
  readonly note: string;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string;
}

/** A withdrawal follows a revision with content, so that it lies near the top. */
const LOOK_BACK = 100;

/** The standards, or the routes, of all sites, with every revision. */
export class InspectionBook<T> {
  readonly #book: RevisionBook<T>;

  /** @param noun what one of them is called, for messages */
  constructor(
    revisions: Collection<StoredRevision>,
    form: RevisionForm<T>,
    private readonly noun: string,
    nowNs: () => TimeNs,
  ) {
    this.#book = new RevisionBook(revisions, form, nowNs);
  }

  /** @throws ServiceError not_found */
  async get(key: InspectionKey): Promise<InspectionRevision<T>> {
    const found = await this.find(key);
    if (found) return found;
    throw new ServiceError("not_found", `there is no ${this.noun} ${key.code} at ${key.site}`, {
      ...{ reason: `unknown_${this.noun}`, field: "code", value: key.code },
    });
  }

  /** As it stands; undefined where there has never been one. */
  async find(key: InspectionKey): Promise<InspectionRevision<T> | undefined> {
    const latest = await this.#book.latest(revisionKey(key));
    if (!latest || latest.content !== undefined) return latest && entryOf(latest, latest.content as T);
    const { revisions } = await this.#book.history(revisionKey(key), { limit: LOOK_BACK });
    const content = revisions.find((each) => each.content !== undefined)?.content;
    return content === undefined ? undefined : entryOf(latest, content);
  }

  /** What a revision said; undefined where there is none of that number, or it took back what there was. */
  async at(key: InspectionKey, version: number): Promise<T | undefined> {
    return (await this.revision(key, version))?.content;
  }

  /** As `at`, with who wrote it. */
  async revision(key: InspectionKey, version: number): Promise<InspectionRevision<T> | undefined> {
    const found = await this.#book.at(revisionKey(key), version);
    return found?.content === undefined ? undefined : entryOf(found, found.content);
  }

  /** Adds or replaces. @throws as `RevisionBook.put` */
  async put(key: InspectionKey, content: T, change: InspectionChange): Promise<InspectionRevision<T>> {
    return entryOf(await this.#book.put(revisionKey(key), { ...change, content }), content);
  }

  /** Takes back; its revisions stay. @throws ServiceError not_found, conflict */
  async withdraw(key: InspectionKey, change: InspectionChange): Promise<InspectionRevision<T>> {
    const { content } = await this.get(key);
    return entryOf(await this.#book.put(revisionKey(key), change), content);
  }

  /** All that stand at the site, by code. */
  async list(place: RevisionPlace): Promise<InspectionRevision<T>[]> {
    const { latest } = await this.#book.standing(place);
    return [...latest.values()].flatMap((each) => (each.content === undefined ? [] : [entryOf(each, each.content)]));
  }

  /** Newest first; a withdrawal shows what it took back. */
  async history(key: InspectionKey, page: Page): Promise<{ revisions: InspectionRevision<T>[]; nextCursor?: string }> {
    const { content: standing } = await this.get(key);
    const { revisions, ...next } = await this.#book.history(revisionKey(key), page);
    const entries = revisions.map((each, i) => {
      const older = revisions.slice(i).find(({ content }) => content !== undefined)?.content;
      return entryOf(each, each.content ?? older ?? standing);
    });
    return { revisions: entries, ...next };
  }
}

function revisionKey({ organisation, site, code }: InspectionKey): RevisionKey & { readonly subject: InspectionCode } {
  return { organisation, site, subject: code };
}

function entryOf<T>({ content: stated, version, author, timeNs, note }: Revision<T>, content: T): InspectionRevision<T> {
  return { content, withdrawn: stated === undefined, version, author, timeNs, note };
}
