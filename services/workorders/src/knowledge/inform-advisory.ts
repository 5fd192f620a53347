import { advisedActions } from "@phm/advisory";
import type { Advisory } from "@phm/domain";
import type { AdvisoryLog } from "../advise/advisory-log.js";
import type { KnowledgeBase } from "./knowledge-base.js";

/**
 * The advisory with the actions that hold at the asset's site. One that is on record already is taken as it was recorded: the site may
 * have changed its entry since, and the same advisory must not come in two wordings.
 */
export async function informAdvisory(advisory: Advisory, knowledge: KnowledgeBase, advisories: AdvisoryLog): Promise<Advisory> {
  const recorded = await advisories.find(advisory);
  if (recorded) return recorded;
  const { organisation, site } = advisory.ref;
  const entry = await knowledge.entry({ organisation, site, failureMode: advisory.failureMode });
  return entry.isSiteEntry ? { ...advisory, ...advisedActions(entry.knowledge) } : advisory;
}
