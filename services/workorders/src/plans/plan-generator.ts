import { type OrderRequest, type PlanOccurrence, planStep, requestedOrderId } from "@phm/advisory";
import { assetRef, formatTimeNs, MAX_TIME_NS, type PreventivePlan, planKey, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type Logger, PeriodicRound, retryOnConflict, type Stored } from "@phm/service-kit";
import type { OccurrenceLog } from "./occurrence-log.js";
import type { PlanSights } from "./plan-sights.js";
import { readPlan, type StoredPlan, storedDecision, storedProgress } from "./stored-plan.js";

export interface PlanGeneratorOptions {
  readonly plans: Collection<StoredPlan>;
  readonly occurrences: OccurrenceLog;
  readonly sights: PlanSights;
  /** Opens an order; the same request again opens no second one. */
  readonly raise: (request: OrderRequest) => Promise<void>;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

/** How late an order may be opened that is due to be. */
const EVERY_MS = 30_000;
const BATCH = 200;
const ACTOR = "plan";

/**
 * Opens the orders of plans. What is decided is written into the plan first, together with how far it is decided, and carried out then: a
 * crash between loses nothing, and of two processes only one decides. Every order and occurrence has an id of its own.
 */
export class PlanGenerator {
  constructor(private readonly options: PlanGeneratorOptions) {}

  /** Looks at all plans for which it is time. One that fails does not keep the others waiting. Returns how many these were. */
  async round(): Promise<number> {
    const { plans, nowNs } = this.options;
    const query = { where: { lookNs: { lte: storedTime(nowNs()) } }, sort: [{ field: "lookNs", direction: "asc" } as const], limit: BATCH };
    let looked = 0;
    let cursor: string | undefined;
    do {
      const page = await plans.query({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id } of page.items) await this.#tryLook(id);
      looked += page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return looked;
  }

  async #tryLook(id: string): Promise<void> {
    try {
      await this.look(id);
    } catch (error) {
      this.options.logger.warn({ err: error, plan: id }, "a plan could not be looked at, tried again later");
    }
  }

  rounds(): PeriodicRound {
    const failure = "the plans could not be looked at, tried again later";
    return new PeriodicRound({ everyMs: EVERY_MS, round: () => this.round(), failure, logger: this.options.logger });
  }

  /** Looks at the plans of a machine, as a reading has come. */
  async lookAtMachine(machine: string): Promise<void> {
    const { items } = await this.options.plans.query({ where: { machine, active: true }, limit: BATCH });
    for (const { id } of items) await this.look(id);
  }

  /** Decides what of a plan is due, and carries out what is decided, now or before. */
  async look(id: string): Promise<void> {
    const { plans } = this.options;
    await retryOnConflict(async () => {
      const stored = await plans.get(id);
      if (stored?.value.active) await this.#decide(await this.settle(stored));
    });
  }

  /** Carries out what was decided and is not done yet. Every part can be repeated. */
  async settle(stored: Stored<StoredPlan>): Promise<Stored<StoredPlan>> {
    const { pending } = stored.value;
    if (pending.length === 0) return stored;
    const { plan } = readPlan(stored.value);
    for (const { id, dueNs, fate } of pending) await this.#carryOut(plan, { id, dueNs: BigInt(dueNs), fate });
    return this.options.plans.put(stored.id, { ...stored.value, pending: [] }, stored.version);
  }

  async #decide(stored: Stored<StoredPlan>): Promise<void> {
    const record = readPlan(stored.value);
    const sight = await this.options.sights.of(record);
    const { progress, occurrences, lookNs } = planStep(record.plan, record.progress, sight);
    // What is to be carried out is looked at until it is: a kill may come before.
    const next = occurrences.length > 0 ? storedTime(this.options.nowNs()) : this.#wallTimeOf(lookNs, sight.nowNs);
    if (progress === record.progress && stored.value.lookNs === next) return;
    const value = { ...stored.value, progress: storedProgress(progress), pending: occurrences.map(storedDecision), lookNs: next };
    await this.settle(await this.options.plans.put(stored.id, value, stored.version));
  }

  /** Rounds go by the wall clock, also for a machine whose own time is another. */
  #wallTimeOf(lookNs: TimeNs, seenNs: TimeNs): string {
    return storedTime(lookNs === MAX_TIME_NS ? lookNs : lookNs - seenNs + this.options.nowNs());
  }

  async #carryOut(plan: PreventivePlan, occurrence: PlanOccurrence): Promise<void> {
    const request = requestOf(plan, occurrence, await this.options.sights.nowNs(plan));
    const isOrdered = occurrence.fate === "ordered";
    if (isOrdered) await this.options.raise(request);
    await this.options.occurrences.record(plan, occurrence, isOrdered ? requestedOrderId(request) : undefined);
  }
}

/** The order of an occurrence: about no fault, so that it is in no other order's way. */
function requestOf(plan: PreventivePlan, { id, dueNs }: PlanOccurrence, nowNs: TimeNs): OrderRequest {
  const { organisation, site, asset, component, tier, task } = plan;
  return {
    ...{ id: `${planKey(plan)}:${id}`, origin: "plan", openedBy: `${plan.id}:${id}`, ref: assetRef(organisation, site, asset) },
    ...{ component, tier, timeNs: nowNs, dueNs, actor: ACTOR, note: `plan ${plan.id}, due ${formatTimeNs(dueNs)}`, task },
  };
}
