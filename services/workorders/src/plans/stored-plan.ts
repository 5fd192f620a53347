import type { OccurrenceFate, PlanOccurrence, PlanProgress } from "@phm/advisory";
import { PreventivePlanSchema, preventivePlanFromWire, preventivePlanToWire } from "@phm/contracts";
import { assetKey, type PreventivePlan, storedTime, type TimeNs } from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";

/** An occurrence with its time as a stored time. */
export type StoredDecision = { readonly id: string; readonly dueNs: string; readonly fate: OccurrenceFate };

/** How far a plan is decided, with its times as stored times. */
export type StoredProgress = {
  readonly era: number;
  readonly throughNs: string;
  readonly count?: number;
  readonly open?: string;
  readonly baseNs?: string;
  readonly baseTotal?: number;
  readonly actedOnNs?: string;
};

/** A plan, how far it is decided, and what of the decisions is still to be carried out: one document, so that none is lost or taken twice. */
export type StoredPlan = {
  readonly organisation: string;
  readonly site: string;
  readonly plan: string;
  /** Organisation, site and asset. */
  readonly machine: string;
  readonly active: boolean;
  /** When it must be looked at; left out of a retired one. */
  readonly lookNs?: string;
  /** In the JSON form of the contract. */
  readonly record: JsonObject;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedNs: string;
  readonly progress: StoredProgress;
  /** Decided and not yet carried out. */
  readonly pending: readonly StoredDecision[];
};

export const PLAN_COLLECTION: CollectionSpec = {
  name: "plans",
  indexes: [
    { name: "by_plan", fields: ["organisation", "site", "plan"], unique: true },
    { name: "by_activity", fields: ["organisation", "site", "active", "plan"] },
    { name: "by_machine", fields: ["machine", "plan"] },
    { name: "by_active_machine", fields: ["machine", "active", "plan"] },
    { name: "by_look", fields: ["lookNs"] },
  ],
};

/** A plan as it is read. */
export interface PlanRecord {
  readonly plan: PreventivePlan;
  readonly revision: number;
  readonly retired: boolean;
  readonly changedBy: string;
  readonly changedNs: TimeNs;
  readonly progress: PlanProgress;
}

export function storedPlan({ plan, progress, retired, revision, changedBy, changedNs }: PlanRecord, lookNs: TimeNs): StoredPlan {
  const { organisation, site, id } = plan;
  return {
    ...{ organisation, site, plan: id, machine: assetKey(plan), active: !retired },
    ...(retired ? {} : { lookNs: storedTime(lookNs) }),
    record: toStored(PreventivePlanSchema, preventivePlanToWire(plan)),
    ...{ revision, changedBy, changedNs: storedTime(changedNs) },
    ...{ progress: storedProgress(progress), pending: [] },
  };
}

export function readPlan(stored: StoredPlan): PlanRecord {
  const { active, record, revision, changedBy, changedNs, progress } = stored;
  return {
    plan: preventivePlanFromWire(fromStored(PreventivePlanSchema, record)),
    ...{ revision, retired: !active, changedBy, changedNs: BigInt(changedNs) },
    progress: readProgress(progress),
  };
}

export function storedDecision({ id, dueNs, fate }: PlanOccurrence): StoredDecision {
  return { id, dueNs: storedTime(dueNs), fate };
}

export function storedProgress({ throughNs, baseNs, actedOnNs, ...progress }: PlanProgress): StoredProgress {
  return {
    ...progress,
    throughNs: storedTime(throughNs),
    ...(baseNs === undefined ? {} : { baseNs: storedTime(baseNs) }),
    ...(actedOnNs === undefined ? {} : { actedOnNs: storedTime(actedOnNs) }),
  };
}

function readProgress({ throughNs, baseNs, actedOnNs, ...progress }: StoredProgress): PlanProgress {
  return {
    ...progress,
    throughNs: BigInt(throughNs),
    ...(baseNs === undefined ? {} : { baseNs: BigInt(baseNs) }),
    ...(actedOnNs === undefined ? {} : { actedOnNs: BigInt(actedOnNs) }),
  };
}
