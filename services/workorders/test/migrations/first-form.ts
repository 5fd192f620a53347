import type { JsonObject } from "@phm/service-kit";

/**
 * A work order's document as releases before schema 1 wrote it, frozen here: what those have written does not change any more. Without
 * `transitions` it is from before these were numbered.
 */
export function firstFormOrder(number: number, { ended, transitions }: { ended: boolean; transitions: boolean }): JsonObject {
  const ref = { organisation: "acme", site: "north", asset: `pump-${number}` };
  const openedNs = String(1_700_000_000_000_000_000n + BigInt(number) * 60_000_000_000n);
  const faultKey = `acme:north:pump-${number}:bearing:bearing`;
  const events = [
    { timeNs: openedNs, kind: "WORK_ORDER_EVENT_KIND_OPENED", advisoryId: `advisory-${number}`, actor: "advisory", note: "plan" },
    ...(ended ? [{ timeNs: openedNs, kind: "WORK_ORDER_EVENT_KIND_CLOSED", actor: "li", note: "bearing replaced" }] : []),
  ];
  const state = ended ? "CLOSED" : "OPEN";
  const order = {
    ...{
      id: `WO-${number}`,
      ref,
      component: "bearing",
      failureFamily: "FAILURE_FAMILY_BEARING",
      failureMode: "FAILURE_MODE_BEARING_OUTER_RACE",
    },
    ...{ tier: "TIER_PLAN", state: `WORK_ORDER_STATE_${state}`, openedNs, updatedNs: openedNs, dueNs: openedNs },
    openedBy: `advisory-${number}`,
    latest: {
      ...{ id: `advisory-${number}`, ref, acquisition: "000417", timeNs: openedNs, ruleVersion: "rules-3", featureSet: "core-v2" },
      ...{ modelVersion: "operating-states-3", tier: "TIER_PLAN", failureMode: "FAILURE_MODE_BEARING_OUTER_RACE", component: "bearing" },
      ...{ point: "de", confidence: 0.9, dueNs: openedNs, reasonEn: "lines", reasonZh: "谱线" },
      rul: {
        status: "RUL_STATUS_ESTIMATE",
        p10S: 373.9,
        p50S: 1106.9,
        p90S: 3276.7,
        model: "overload-rig-1",
        reason: "rise",
        reasonZh: "上升",
      },
      ...{ actionsEn: ["Look"], actionsZh: ["看"] },
    },
    advisoryCount: 1,
    history: events.map((event, i) => ({ ...event, ...(transitions ? { sequence: i + 1 } : {}) })),
  };
  return {
    ...{
      organisation: "acme",
      site: "north",
      asset: ref.asset,
      state: state.toLowerCase(),
      openedNs,
      updatedNs: openedNs,
      dueNs: openedNs,
    },
    ...{ faultKey, order },
    ...(ended ? { unannounced: true } : { openKey: faultKey, followKey: `acme:north:pump-${number}` }),
  };
}
