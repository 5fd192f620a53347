import { type Advisory, formatTimeNs, type Verdict, type WorkOrder } from "@phm/domain";
import { verdictView } from "./verdict-view.js";

export function advisoryView(advisory: Advisory) {
  const { id, acquisition, tier, failureMode, component, point, confidence, rul, evidence, actionsEn, actionsZh, reasonEn, reasonZh } =
    advisory;
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
    rul,
    evidence,
    actionsEn,
    actionsZh,
    reasonEn,
    reasonZh,
    trace: { acquisition, featureSet: advisory.featureSet, modelVersion: advisory.modelVersion, ruleVersion: advisory.ruleVersion },
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
    advisory: advisoryView(order.latest),
    history: order.history.map(({ timeNs, ...event }) => ({ time: formatTimeNs(timeNs), ...event })),
    verdict: verdict && verdictView(verdict),
  };
}
