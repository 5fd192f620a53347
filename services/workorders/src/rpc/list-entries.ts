import { type KnowledgeService, knowledgeEntryToWire } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";

type ListEntries = MethodHandler<(typeof KnowledgeService)["method"]["listEntries"]>;

/** All failure modes, in their order of presentation. */
export function listEntries(knowledge: KnowledgeBase): ListEntries {
  return async ({ organisation, site }) => {
    const entries = await knowledge.entries(organisationId(organisation), siteId(site));
    return { entries: entries.map(knowledgeEntryToWire) };
  };
}
