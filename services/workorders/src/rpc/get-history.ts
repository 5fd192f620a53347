import { type KnowledgeService, knowledgeRevisionToWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import { knowledgeKey } from "./knowledge-key.js";
import { HISTORY_LIMIT } from "./list-limit.js";

type GetHistory = MethodHandler<(typeof KnowledgeService)["method"]["getHistory"]>;

/** Newest first. */
export function getHistory(knowledge: KnowledgeBase): GetHistory {
  return async (request) => {
    const { revisions, nextCursor } = await knowledge.history(knowledgeKey(request), page(request, HISTORY_LIMIT));
    return { revisions: revisions.map(knowledgeRevisionToWire), nextCursor: nextCursor ?? "" };
  };
}
