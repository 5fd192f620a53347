import { type KnowledgeService, knowledgeRevisionToWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import { knowledgeKey } from "./knowledge-key.js";

type GetHistory = MethodHandler<(typeof KnowledgeService)["method"]["getHistory"]>;

/** A revision is a whole entry, some kilobytes. */
const HISTORY_LIMIT = { max: 100, fallback: 20 };

/** Newest first. */
export function getHistory(knowledge: KnowledgeBase): GetHistory {
  return async (request) => {
    const { revisions, nextCursor } = await knowledge.history(knowledgeKey(request), page(request, HISTORY_LIMIT));
    return { revisions: revisions.map(knowledgeRevisionToWire), nextCursor: nextCursor ?? "" };
  };
}
