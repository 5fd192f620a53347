import type { AssetRef, TimeNs } from "@phm/domain";
import type { DocumentStore, JsonObject, Logger } from "@phm/service-kit";
import type { OrderOutbox } from "../orders/order-outbox.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { CONDITION_COLLECTION, ConditionBook, type StoredConditionMarks } from "./condition-book.js";
import { METER_COLLECTION, MeterBook, type StoredMeter } from "./meter-book.js";
import { OCCURRENCE_COLLECTION, OccurrenceLog, type StoredOccurrence } from "./occurrence-log.js";
import { PlanBook } from "./plan-book.js";
import { PlanGenerator } from "./plan-generator.js";
import { PlanSights, type PlanSightsOptions } from "./plan-sights.js";
import { RUN_COUNT_COLLECTION, RunHours, type StoredRunCount } from "./run-hours.js";
import { PLAN_COLLECTION, type StoredPlan } from "./stored-plan.js";

export interface PlanOptions extends Pick<PlanSightsOptions, "isRetired" | "machineNowNs" | "nowNs"> {
  readonly store: DocumentStore;
  readonly orders: Pick<WorkOrderBook, "raise" | "get">;
  readonly outbox: Pick<OrderOutbox, "announce">;
  readonly hasAsset: (ref: AssetRef) => Promise<boolean>;
  readonly logger: Logger;
}

/** The parts of preventive plans. */
export interface PlanParts {
  readonly book: PlanBook;
  readonly generator: PlanGenerator;
  readonly occurrences: OccurrenceLog;
  readonly meters: MeterBook;
  readonly conditions: ConditionBook;
  readonly runHours: RunHours;
  readonly hasAsset: PlanOptions["hasAsset"];
  readonly nowNs: () => TimeNs;
}

export async function openPlans(options: PlanOptions): Promise<PlanParts> {
  const { store, orders, outbox, logger, nowNs, hasAsset } = options;
  const plans = await store.collection<StoredPlan>(PLAN_COLLECTION);
  const occurrences = new OccurrenceLog(await store.collection<StoredOccurrence>(OCCURRENCE_COLLECTION), orders, nowNs);
  const meters = new MeterBook(
    await store.collection<StoredMeter>(METER_COLLECTION),
    await store.series<JsonObject>("meter_readings"),
    nowNs,
  );
  const conditions = new ConditionBook(await store.collection<StoredConditionMarks>(CONDITION_COLLECTION));
  const runHours = new RunHours(await store.collection<StoredRunCount>(RUN_COUNT_COLLECTION));
  const sights = new PlanSights({ ...options, occurrences, meters, conditions, runHours });
  const raise: ConstructorParameters<typeof PlanGenerator>[0]["raise"] = async (request) => {
    const stored = await orders.raise(request);
    // What cannot be told now is told by the orders' own upkeep.
    await outbox
      .announce(stored)
      .catch((error: unknown) => logger.warn({ err: error, order: stored.id }, "a plan's order could not be told, tried again later"));
  };
  const generator = new PlanGenerator({ plans, occurrences, sights, raise, nowNs, logger });
  return {
    book: new PlanBook({ plans, generator, sights, hasAsset, nowNs }),
    generator,
    occurrences,
    meters,
    conditions,
    runHours,
    hasAsset,
    nowNs,
  };
}
