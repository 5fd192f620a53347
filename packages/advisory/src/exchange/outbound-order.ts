import { type EnterpriseSystem, formatTimeNs, type OutboundField, orderWords, type WorkOrder } from "@phm/domain";
import { documentOf, type JsonPart } from "./json-path.js";

/** An order of ours in the words and under the names of another system. What it is not asked for by name is not told. */
export function outboundOrder(order: WorkOrder, location: string, system: EnterpriseSystem): JsonPart {
  const facts = factsOf(order, location, system);
  const asked = Object.entries(system.outbound) as [OutboundField, string][];
  return documentOf(asked.map(([field, path]) => [path, facts[field]]));
}

function factsOf(order: WorkOrder, location: string, system: EnterpriseSystem): Record<OutboundField, string | number | undefined> {
  const { language, tiersOut, statesOut } = system;
  const { id, eventCount, ref, component, tier, state, dueNs, failureMode, latest, task } = order;
  const reason = language === "zh" ? latest?.reasonZh : latest?.reasonEn;
  return {
    id,
    sequence: eventCount,
    asset: ref.asset,
    location,
    component,
    title: `${orderWords(order, language)}: ${ref.asset}, ${component}`,
    text: reason ?? task?.description?.[language],
    tier: tiersOut[tier] ?? tier,
    state: statesOut[state] ?? state,
    due: formatTimeNs(dueNs),
    failureMode,
  };
}
