import { FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "@phm/advisory";
import { FaultKnowledgeSchema, faultKnowledgeFromWire, faultKnowledgeToWire } from "@phm/contracts";
import {
  FAILURE_MODES,
  type FailureMode,
  type FaultKnowledge,
  InvalidValue,
  type KnowledgeEntry,
  type KnowledgeRevision,
  type OrganisationId,
  type SiteId,
  type TimeNs,
} from "@phm/domain";
import { type Collection, fromStored, toStored } from "@phm/service-kit";
import {
  type Revision,
  RevisionBook,
  type RevisionForm,
  type RevisionKey,
  revisionCollection,
  type StoredRevision,
} from "../revisions/revision-book.js";

const FORM: RevisionForm<FaultKnowledge> = {
  subject: "failureMode",
  content: "knowledge",
  toStored: (knowledge) => toStored(FaultKnowledgeSchema, faultKnowledgeToWire(knowledge)),
  fromStored: (stored) => faultKnowledgeFromWire(fromStored(FaultKnowledgeSchema, stored)),
};

export const KNOWLEDGE_COLLECTION = revisionCollection("knowledge", FORM.subject);

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

/** The suite's knowledge base with what each site has put in its place. */
export class KnowledgeBase {
  private readonly book: RevisionBook<FaultKnowledge>;

  constructor(revisions: Collection<StoredRevision>, nowNs: () => TimeNs) {
    this.book = new RevisionBook(revisions, FORM, nowNs);
  }

  /** What holds at the site. */
  async entry(key: EntryKey): Promise<KnowledgeEntry> {
    return entryOf(key.failureMode, await this.book.latest(revisionKey(key)));
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
  async put(key: EntryKey, { knowledge, ...change }: EntryChange): Promise<KnowledgeEntry> {
    if (knowledge && knowledge.failureMode !== key.failureMode) {
      throw new InvalidValue("knowledge.failureMode", knowledge.failureMode, `${key.failureMode}, the entry that is replaced`);
    }
    const revision = await this.book.put(revisionKey(key), knowledge ? { ...change, content: knowledge } : change);
    return entryOf(key.failureMode, revision);
  }

  /** What the site has changed, newest first. */
  async history(key: EntryKey, page: { limit: number; cursor?: string }): Promise<{ revisions: KnowledgeRevision[]; nextCursor?: string }> {
    const { revisions, ...next } = await this.book.history(revisionKey(key), page);
    return { revisions: revisions.map(knowledgeRevision), ...next };
  }
}

function revisionKey({ failureMode, ...place }: EntryKey): RevisionKey {
  return { ...place, subject: failureMode };
}

function knowledgeRevision({ subject: _, content, ...revision }: Revision<FaultKnowledge>): KnowledgeRevision {
  return content ? { ...revision, knowledge: content } : revision;
}

function entryOf(mode: FailureMode, latest: Revision<FaultKnowledge> | undefined): KnowledgeEntry {
  return {
    knowledge: latest?.content ?? FAULT_KNOWLEDGE[mode],
    version: latest?.version ?? 0,
    isSiteEntry: latest?.content !== undefined,
    baseVersion: KNOWLEDGE_VERSION,
  };
}
