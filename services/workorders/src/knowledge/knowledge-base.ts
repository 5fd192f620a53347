import { equals } from "@bufbuild/protobuf";
import { FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "@phm/advisory";
import { FaultKnowledgeSchema, faultKnowledgeFromWire, faultKnowledgeToWire } from "@phm/contracts";
import {
  FAILURE_MODES,
  type FailureMode,
  type FaultKnowledge,
  formatTimeNs,
  InvalidValue,
  type KnowledgeEntry,
  type KnowledgeRevision,
  type OrganisationId,
  type SiteId,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, fromStored, type JsonObject, ServiceError, toStored } from "@phm/service-kit";

/** One revision of one entry at one site: never changed once it is there, so the revisions are the history. */
export type StoredRevision = {
  readonly organisation: string;
  readonly site: string;
  readonly failureMode: FailureMode;
  readonly version: number;
  readonly author: string;
  readonly timeNs: string;
  readonly note: string;
  /** In the JSON form of the contract; left out where the site returned to the suite's entry. */
  readonly knowledge?: JsonObject;
};

export const KNOWLEDGE_COLLECTION: CollectionSpec = {
  name: "knowledge",
  indexes: [{ name: "one_revision", fields: ["organisation", "site", "failureMode", "version"], unique: true }],
};

/** Which entry, and whose. */
export interface EntryKey {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly failureMode: FailureMode;
}

export interface EntryChange {
  /** Absent: return to the suite's entry. */
  readonly knowledge?: FaultKnowledge;
  /** The version that the change was made from; 0: the site has changed nothing yet. */
  readonly expectedVersion: number;
  readonly author: string;
  readonly note: string;
}

const MAX_AUTHOR = 100;
const MAX_NOTE = 1_000;

/** The suite's knowledge base with what each site has put in its place. A write is one insert of the next revision: two cannot both win. */
export class KnowledgeBase {
  constructor(
    private readonly revisions: Collection<StoredRevision>,
    private readonly nowNs: () => TimeNs,
  ) {}

  /** What holds at the site. */
  async entry(key: EntryKey): Promise<KnowledgeEntry> {
    return entryOf(key.failureMode, await this.latest(key));
  }

  /** All entries as they hold at the site, in the order of the failure modes. */
  async entries(organisation: OrganisationId, site: SiteId): Promise<KnowledgeEntry[]> {
    return Promise.all(FAILURE_MODES.map((failureMode) => this.entry({ organisation, site, failureMode })));
  }

  /**
   * Replaces the entry at the site. The same change by the same author again changes nothing, so a caller that got no answer can repeat.
   * @throws InvalidValue for an author or note that is empty or too long, or an entry of another failure mode
   * @throws ServiceError conflict naming who wrote the version that stands
   */
  async put(key: EntryKey, change: EntryChange): Promise<KnowledgeEntry> {
    checkChange(key, change);
    const latest = await this.latest(key);
    if (latest && latest.version === change.expectedVersion + 1 && isSameChange(latest, change)) return entryOf(key.failureMode, latest);
    if ((latest?.version ?? 0) !== change.expectedVersion) throw conflict(key, change.expectedVersion, latest);
    const revision = nextRevision(key, change, this.nowNs());
    try {
      await this.revisions.insert(documentId(key, revision.version), revision);
    } catch (error) {
      if (error instanceof DuplicateKey) throw conflict(key, change.expectedVersion, await this.latest(key));
      throw error;
    }
    return entryOf(key.failureMode, revision);
  }

  /** What the site has changed, newest first. */
  async history(
    { organisation, site, failureMode }: EntryKey,
    page: { limit: number; cursor?: string },
  ): Promise<{ revisions: KnowledgeRevision[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.revisions.query({ where: { organisation, site, failureMode }, sort: NEWEST_FIRST, ...page });
    const revisions = items.map(({ value }) => readRevision(value));
    return nextCursor === undefined ? { revisions } : { revisions, nextCursor };
  }

  private async latest({ organisation, site, failureMode }: EntryKey): Promise<StoredRevision | undefined> {
    const { items } = await this.revisions.query({ where: { organisation, site, failureMode }, sort: NEWEST_FIRST, limit: 1 });
    return items[0]?.value;
  }
}

const NEWEST_FIRST = [{ field: "version", direction: "desc" }] as const;

function documentId({ organisation, site, failureMode }: EntryKey, version: number): string {
  return `${organisation}:${site}:${failureMode}:${version}`;
}

function checkChange({ failureMode }: EntryKey, { author, note, knowledge, expectedVersion }: EntryChange): void {
  if (author.trim() === "" || author.length > MAX_AUTHOR) throw new InvalidValue("author", author, `1 to ${MAX_AUTHOR} characters`);
  if (note.length > MAX_NOTE) throw new InvalidValue("note", note, `at most ${MAX_NOTE} characters`);
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new InvalidValue("expectedVersion", expectedVersion, "the version that the change was made from, a whole number of at least 0");
  }
  if (knowledge && knowledge.failureMode !== failureMode) {
    throw new InvalidValue("knowledge.failureMode", knowledge.failureMode, `${failureMode}, the entry that is replaced`);
  }
}

function nextRevision(key: EntryKey, { knowledge, expectedVersion, author, note }: EntryChange, timeNs: TimeNs): StoredRevision {
  const revision = { ...key, version: expectedVersion + 1, author, timeNs: storedTime(timeNs), note };
  return knowledge ? { ...revision, knowledge: toStored(FaultKnowledgeSchema, faultKnowledgeToWire(knowledge)) } : revision;
}

function readRevision({ version, author, timeNs, note, knowledge }: StoredRevision): KnowledgeRevision {
  return { version, author, timeNs: BigInt(timeNs), note, ...(knowledge ? { knowledge: readKnowledge(knowledge) } : {}) };
}

function readKnowledge(stored: JsonObject): FaultKnowledge {
  return faultKnowledgeFromWire(fromStored(FaultKnowledgeSchema, stored));
}

function entryOf(mode: FailureMode, latest: StoredRevision | undefined): KnowledgeEntry {
  const own = latest?.knowledge && readKnowledge(latest.knowledge);
  return {
    knowledge: own ?? FAULT_KNOWLEDGE[mode],
    version: latest?.version ?? 0,
    isSiteEntry: own !== undefined,
    baseVersion: KNOWLEDGE_VERSION,
  };
}

function isSameChange(latest: StoredRevision, { author, note, knowledge }: EntryChange): boolean {
  if (latest.author !== author || latest.note !== note) return false;
  if (!latest.knowledge || !knowledge) return latest.knowledge === undefined && knowledge === undefined;
  return equals(FaultKnowledgeSchema, fromStored(FaultKnowledgeSchema, latest.knowledge), faultKnowledgeToWire(knowledge));
}

function conflict({ failureMode }: EntryKey, expected: number, latest: StoredRevision | undefined): ServiceError {
  const standing = latest
    ? `version ${latest.version} (by ${latest.author}, ${formatTimeNs(BigInt(latest.timeNs))})`
    : "no version of the site's own";
  return new ServiceError("conflict", `${failureMode} has ${standing}, not version ${expected}`, {
    field: "expectedVersion",
    value: String(expected),
    limit: String(latest?.version ?? 0),
    retryable: false,
  });
}
