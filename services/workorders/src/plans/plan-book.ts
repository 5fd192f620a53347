import { isDeepStrictEqual } from "node:util";
import { initialProgress, type PlanOutlook, planOutlook, progressWith } from "@phm/advisory";
import {
  type AssetRef,
  assetKey,
  checkPreventivePlan,
  checkWords,
  InvalidValue,
  type OrganisationId,
  type PlanKey,
  type PreventivePlan,
  planKey,
  type SiteId,
  type TimeNs,
} from "@phm/domain";
import { type Collection, retryOnConflict, ServiceError, type Stored, type Where } from "@phm/service-kit";
import type { PlanGenerator } from "./plan-generator.js";
import type { PlanSights } from "./plan-sights.js";
import { checkRecurrence } from "./recurrence.js";
import { type PlanRecord, readPlan, type StoredPlan, storedPlan } from "./stored-plan.js";

export interface PlanBookOptions {
  readonly plans: Collection<StoredPlan>;
  readonly generator: PlanGenerator;
  readonly sights: PlanSights;
  readonly hasAsset: (ref: AssetRef) => Promise<boolean>;
  readonly nowNs: () => TimeNs;
}

/** A plan with what can be said of when it is due next. */
export interface KnownPlan extends PlanRecord {
  readonly outlook: PlanOutlook;
}

/** What who changes, from which revision of it; 0: the plan is new. */
export interface PlanChange {
  readonly expectedRevision: number;
  readonly actor: string;
}

export interface PlanListing {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly asset?: AssetRef["asset"];
  readonly onlyActive: boolean;
}

/** The preventive plans of all sites. */
export class PlanBook {
  constructor(private readonly options: PlanBookOptions) {}

  /**
   * Adds a plan or changes it, and looks at once what of it is due. The same plan again changes nothing; orders that are there stay.
   * @throws InvalidValue; ServiceError conflict naming who was first, failed_precondition for one that is retired
   */
  async put(plan: PreventivePlan, change: PlanChange): Promise<KnownPlan> {
    checkPreventivePlan(plan);
    checkWords("actor", change.actor);
    if (plan.trigger.kind === "calendar") checkRecurrence(plan.trigger.rule);
    if (!(await this.options.hasAsset(plan)))
      throw new InvalidValue("asset", plan.asset, `a machine that is registered at ${plan.site}`, "unknown_asset");
    await this.#change(plan, change, (before, nowNs) => {
      if (before?.retired) throw retired(plan.id);
      if (before && isDeepStrictEqual(before.plan, plan)) return undefined;
      const isSameTrigger = before !== undefined && isDeepStrictEqual(before.plan.trigger, plan.trigger);
      const progress = isSameTrigger ? before.progress : before ? progressWith(before.progress, nowNs) : initialProgress(nowNs);
      return { plan, retired: false, progress };
    });
    await this.options.generator.look(planKey(plan));
    return this.get(plan);
  }

  /** For good: nothing is ordered any more. What was ordered stays. @throws ServiceError not_found, conflict */
  async retire(key: PlanKey, change: PlanChange): Promise<KnownPlan> {
    checkWords("actor", change.actor);
    await this.#change(key, change, (before) => {
      if (!before) throw unknown(key);
      return before.retired ? undefined : { plan: before.plan, retired: true, progress: before.progress };
    });
    return this.get(key);
  }

  /** @throws ServiceError not_found */
  async get(key: PlanKey): Promise<KnownPlan> {
    const stored = await this.options.plans.get(planKey(key));
    if (!stored) throw unknown(key);
    return this.#known(stored);
  }

  /** By id. */
  async list(
    { organisation, site, asset, onlyActive }: PlanListing,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ plans: KnownPlan[]; nextCursor?: string }> {
    const place: Where = asset === undefined ? { organisation, site } : { machine: assetKey({ organisation, site, asset }) };
    const where = { ...place, ...(onlyActive ? { active: true } : {}) };
    const { items, nextCursor } = await this.options.plans.query({ where, sort: [{ field: "plan", direction: "asc" }], ...page });
    const plans = await Promise.all(items.map((item) => this.#known(item)));
    return nextCursor === undefined ? { plans } : { plans, nextCursor };
  }

  async #change(
    key: PlanKey,
    { expectedRevision, actor }: PlanChange,
    decide: (before: PlanRecord | undefined, nowNs: TimeNs) => Pick<PlanRecord, "plan" | "retired" | "progress"> | undefined,
  ): Promise<void> {
    const { plans, generator, nowNs } = this.options;
    await retryOnConflict(async () => {
      const found = await plans.get(planKey(key));
      // What was decided by the plan as it was is carried out by it: nothing of it may come after the change.
      const stored = found && (await generator.settle(found));
      const before = stored && readPlan(stored.value);
      const changedNs = nowNs();
      const after = decide(before, changedNs);
      if (!after) return;
      const revision = before?.revision ?? 0;
      if (revision !== expectedRevision) throw conflict(key.id, before, { expectedRevision, actor });
      const record = { ...after, revision: revision + 1, changedBy: actor.trim(), changedNs };
      await plans.put(planKey(key), storedPlan(record, changedNs), stored?.version ?? 0);
    });
  }

  async #known({ value }: Stored<StoredPlan>): Promise<KnownPlan> {
    const record = readPlan(value);
    if (record.retired) return { ...record, outlook: { kind: "over" } };
    return { ...record, outlook: planOutlook(record.plan, record.progress, await this.options.sights.of(record)) };
  }
}

function unknown({ id, site }: PlanKey): ServiceError {
  return new ServiceError("not_found", `there is no plan ${id} at ${site}`, { reason: "unknown_plan", field: "id", value: id });
}

function retired(id: string): ServiceError {
  return new ServiceError("failed_precondition", `plan ${id} is retired for good: a new one has another id`, {
    reason: "retired",
    field: "id",
    value: id,
  });
}

function conflict(id: string, before: PlanRecord | undefined, { expectedRevision, actor }: PlanChange): ServiceError {
  const standing = before ? `has revision ${before.revision} (by ${before.changedBy})` : "does not exist yet";
  return new ServiceError("conflict", `plan ${id} ${standing}, not revision ${expectedRevision} as ${actor.trim()} saw it`, {
    ...{ field: "expectedRevision", value: String(expectedRevision), limit: String(before?.revision ?? 0), retryable: false },
  });
}
