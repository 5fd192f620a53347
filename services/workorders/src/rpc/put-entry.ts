import { faultKnowledgeFromWire, type KnowledgeService, knowledgeEntryToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import { knowledgeKey } from "./knowledge-key.js";

type PutEntry = MethodHandler<(typeof KnowledgeService)["method"]["putEntry"]>;

/** Without knowledge the site returns to the suite's entry. */
export function putEntry(base: KnowledgeBase): PutEntry {
  return async (request) => {
    const { knowledge, expectedVersion, author, note } = request;
    const change = { expectedVersion: Number(expectedVersion), author, note };
    const entry = await base.put(knowledgeKey(request), knowledge ? { ...change, knowledge: faultKnowledgeFromWire(knowledge) } : change);
    return { entry: knowledgeEntryToWire(entry) };
  };
}
