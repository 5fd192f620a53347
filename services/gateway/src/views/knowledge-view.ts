import { type FaultKnowledge, failureFamily, formatTimeNs, type KnowledgeEntry, type KnowledgeRevision } from "@phm/domain";

/** What holds at a site, as the API shows it. */
export function knowledgeEntryView({ knowledge, version, isSiteEntry, baseVersion }: KnowledgeEntry) {
  return { ...namedKnowledge(knowledge), version, isSiteEntry, baseVersion };
}

/** A change; without `knowledge` the site returned to the suite's entry. */
export function knowledgeRevisionView({ version, author, timeNs, note, knowledge }: KnowledgeRevision) {
  return { version, author, time: formatTimeNs(timeNs), note, knowledge: knowledge ? namedKnowledge(knowledge) : null };
}

function namedKnowledge({ failureMode, ...knowledge }: FaultKnowledge) {
  return { failureMode, failureFamily: failureFamily(failureMode), ...knowledge };
}
