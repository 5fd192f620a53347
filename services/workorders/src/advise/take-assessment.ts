import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { followCourse, type Planning } from "@phm/advisory";
import {
  AdvisorySchema,
  AssessmentSchema,
  advisoryToWire,
  conditionFromWire,
  healthFromWire,
  messageId,
  rulEstimateFromWire,
  subjectOf,
  timeBaseCodec,
  WorkOrderSchema,
  workOrderToWire,
} from "@phm/contracts";
import { type Advisory, assetKey, InvalidValue, storedTime, type TimeBase } from "@phm/domain";
import { type AssessmentForAdvice, advise } from "@phm/pipeline";
import {
  type Collection,
  type JetStreamPublisher,
  type MessageHandler,
  retryOnConflict,
  type SpanAttributes,
  withSpan,
} from "@phm/service-kit";
import { informAdvisory } from "../knowledge/inform-advisory.js";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import type { WorkordersMetrics } from "../metrics.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { BillBook } from "../parts/bill-book.js";
import type { PartStore } from "../parts/part-store.js";
import type { PlannedStops } from "../planning/planned-stops.js";
import type { ConditionBook } from "../plans/condition-book.js";
import type { RunHours } from "../plans/run-hours.js";
import type { AssetRegister } from "../register/asset-register.js";
import type { SuppressionBook } from "../suppressions/suppression-book.js";
import { type AdviceState, NO_ADVICE_YET } from "./advice-state.js";
import type { AdvisoryLog } from "./advisory-log.js";

export interface AdviseDependencies {
  readonly register: AssetRegister;
  readonly advice: Collection<AdviceState>;
  readonly advisories: AdvisoryLog;
  readonly orders: WorkOrderBook;
  readonly knowledge: KnowledgeBase;
  readonly plannedStops: PlannedStops;
  readonly parts: PartStore;
  readonly bills: Pick<BillBook, "placed">;
  readonly suppressions: SuppressionBook;
  readonly plans: { readonly conditions: Pick<ConditionBook, "note">; readonly runHours: Pick<RunHours, "note"> };
  readonly publisher: JetStreamPublisher;
  readonly metrics: WorkordersMetrics;
}

interface TakenAssessment extends AssessmentForAdvice {
  readonly timeBase: TimeBase;
}

/** Advises on each assessment once. What is already behind the asset's advice is a repetition and passes without effect. */
export function takeAssessment(dependencies: AdviseDependencies): MessageHandler {
  return async (message) => {
    const assessment = readAssessment(message.payload);
    // An order may end at the same moment: then what has been said is read again and advised on again.
    const opened = await retryOnConflict(() => adviseOn(assessment, dependencies));
    if (opened) dependencies.metrics.age.observe(message);
  };
}

/** @returns whether a work order was opened */
async function adviseOn(assessment: TakenAssessment, dependencies: AdviseDependencies): Promise<boolean> {
  const { ref, acquisition, timeNs } = assessment.condition;
  const stored = await dependencies.advice.get(assetKey(ref));
  const before = stored?.value ?? NO_ADVICE_YET;
  if (storedTime(timeNs) <= before.timeNs) return false;
  const { config } = await dependencies.register.get(ref);
  const [advisory, given] = advise(before.advisory, assessment, config, await planningFor(assessment, dependencies));
  const informed = given && (await informAdvisory(given, dependencies.knowledge, dependencies.advisories));
  const opened = informed ? await act(informed, dependencies) : false;
  await dependencies.plans.conditions.note(ref, assessment.condition);
  await dependencies.plans.runHours.note(ref, assessment.condition);
  await dependencies.orders.followMachine(ref, (order) => followCourse(order, assessment, advisory.cadenceS, config));
  const after: AdviceState = { advisory, acquisition, timeNs: storedTime(timeNs), timeBase: assessment.timeBase };
  await dependencies.advice.put(assetKey(ref), after, stored?.version ?? 0);
  return opened;
}

/** What planning knows of the machine; asked only where there is something to give a date for. */
async function planningFor({ condition, health }: TakenAssessment, dependencies: AdviseDependencies): Promise<Planning> {
  if (health.findings.length === 0) return {};
  const { ref, timeNs } = condition;
  const modes = health.findings.map(({ failureMode }) => failureMode);
  const [plannedStops, parts, suppressions] = await Promise.all([
    dependencies.plannedStops.ahead(ref, timeNs),
    dependencies.bills.placed(ref).then((placed) => dependencies.parts.missingFor(ref, modes, placed)),
    dependencies.suppressions.standing(ref, timeNs),
  ]);
  return { plannedStops, parts, suppressions };
}

function readAssessment(payload: Uint8Array): TakenAssessment {
  const { condition, health, prognosis, timeBase } = fromBinary(AssessmentSchema, payload);
  if (!condition || !health || !prognosis)
    throw new InvalidValue("assessment", "incomplete", "condition, health and prognosis together", "incomplete");
  return {
    condition: conditionFromWire(condition),
    health: healthFromWire(health),
    prognosis: rulEstimateFromWire(prognosis),
    // Messages from before the field was there: never by the wall clock.
    timeBase: timeBase ? timeBaseCodec.fromWire(timeBase, "timeBase") : "recorded",
  };
}

/** On record first, then published; every step can be repeated. @returns whether a work order was opened */
async function act(advisory: Advisory, { advisories, orders, publisher, metrics }: AdviseDependencies): Promise<boolean> {
  await advisories.record(advisory);
  const order = await withSpan("apply advisory", attributesOf(advisory), async (span) => {
    const applied = await orders.apply(advisory);
    if (applied) span.setAttributes({ "phm.order": applied.id, "phm.order.opened": applied.openedBy === advisory.id });
    return applied;
  });
  const { ref, acquisition, ruleVersion } = advisory;
  await publisher.publish({
    subject: subjectOf("advisory", ref),
    messageId: messageId(ref, acquisition, "advisory", ruleVersion),
    payload: toBinary(AdvisorySchema, advisoryToWire(advisory)),
  });
  metrics.advised(advisory);
  if (!order) return false;
  await publisher.publish({
    subject: subjectOf("workorder", ref),
    messageId: messageId(ref, acquisition, "workorder", order.id),
    payload: toBinary(WorkOrderSchema, workOrderToWire(order)),
  });
  metrics.ordered(order, advisory);
  return order.openedBy === advisory.id;
}

function attributesOf({ ref, tier, failureMode }: Advisory): SpanAttributes {
  return { "phm.asset": assetKey(ref), "phm.tier": tier, "phm.failure_mode": failureMode };
}
