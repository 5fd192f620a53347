import { type KnowledgeService, knowledgeEntryToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import { knowledgeKey } from "./knowledge-key.js";

type GetEntry = MethodHandler<(typeof KnowledgeService)["method"]["getEntry"]>;

export function getEntry(knowledge: KnowledgeBase): GetEntry {
  return async (request) => ({ entry: knowledgeEntryToWire(await knowledge.entry(knowledgeKey(request))) });
}
