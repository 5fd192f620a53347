import {
  type Advisory,
  formatTimeNs,
  type OrderTask,
  type Verdict,
  type WorkOrder,
  type WorkOrderEvent,
  type WorkOrderSummary,
} from "@phm/domain";
import { courseView, orderWorkView } from "./order-work-view.js";
import { verdictView } from "./verdict-view.js";

export function advisoryView(advisory: Advisory) {
  const { id, acquisition, tier, failureMode, component, point, confidence, rul, evidence, suppressedBy } = advisory;
  const { actionsEn, actionsZh, reasonEn, reasonZh } = advisory;
  return {
    id,
    asset: advisory.ref.asset,
    time: formatTimeNs(advisory.timeNs),
    tier,
    failureMode,
    component,
    point,
    confidence,
    dueAt: formatTimeNs(advisory.dueNs),
    due: dueView(advisory),
    rul,
    evidence,
    actionsEn,
    actionsZh,
    reasonEn,
    reasonZh,
    suppressedBy: suppressedBy && { id: suppressedBy.id, reason: suppressedBy.reason, until: formatTimeNs(suppressedBy.untilNs) },
    trace: { acquisition, featureSet: advisory.featureSet, modelVersion: advisory.modelVersion, ruleVersion: advisory.ruleVersion },
  };
}

/** Why it is due then; null on advisories from before it was told. */
function dueView({ dueReasonEn, dueReasonZh, acceptedRisk, plannedStop, missingParts = [] }: Advisory) {
  if (dueReasonEn === undefined) return null;
  return {
    reasonEn: dueReasonEn,
    reasonZh: dueReasonZh ?? dueReasonEn,
    failureProbability: acceptedRisk ?? null,
    plannedStop: plannedStop ?? null,
    missingParts: missingParts.map(({ id, name, leadTimeDays }) => ({
      id,
      nameEn: name.en,
      nameZh: name.zh,
      leadTimeDays: leadTimeDays ?? null,
    })),
  };
}

export function workOrderView(order: WorkOrder, verdict?: Verdict) {
  return {
    id: order.id,
    organisation: order.ref.organisation,
    site: order.ref.site,
    asset: order.ref.asset,
    component: order.component,
    failureFamily: order.failureFamily,
    failureMode: order.failureMode,
    tier: order.tier,
    state: order.state,
    openedAt: formatTimeNs(order.openedNs),
    updatedAt: formatTimeNs(order.updatedNs),
    dueAt: formatTimeNs(order.dueNs),
    openedBy: order.openedBy,
    advisoryCount: order.advisoryCount,
    previousOrder: order.previousOrder,
    origin: order.origin,
    task: order.task && taskView(order.task),
    advisory: order.latest && advisoryView(order.latest),
    endedAt: order.endedNs === undefined ? undefined : formatTimeNs(order.endedNs),
    eventCount: order.eventCount,
    history: order.history.map(orderEventView),
    work: order.work && orderWorkView(order.work),
    condition: order.course && courseView(order.course),
    suggestsClosing: order.suggestsClosing,
    verdict: verdict && verdictView(verdict),
  };
}

function taskView({ title, description, checks, parts, tools, estimatedMinutes, skill }: OrderTask) {
  return { title, description, checks, parts, tools, estimatedMinutes: estimatedMinutes ?? null, skill: skill ?? null };
}

export function workOrderSummaryView({ ref, openedNs, updatedNs, dueNs, endedNs, ...summary }: WorkOrderSummary) {
  return {
    ...{ organisation: ref.organisation, site: ref.site, asset: ref.asset },
    ...summary,
    ...{ openedAt: formatTimeNs(openedNs), updatedAt: formatTimeNs(updatedNs), dueAt: formatTimeNs(dueNs) },
    endedAt: endedNs === undefined ? undefined : formatTimeNs(endedNs),
  };
}

export function orderEventView({ timeNs, ...event }: WorkOrderEvent) {
  return { time: formatTimeNs(timeNs), ...event };
}
