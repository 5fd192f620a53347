import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AdvisorySchema,
  AssessmentSchema,
  advisoryToWire,
  conditionFromWire,
  healthFromWire,
  messageId,
  rulEstimateFromWire,
  subjectOf,
  WorkOrderSchema,
  workOrderToWire,
} from "@phm/contracts";
import { type Advisory, assetKey, InvalidValue, storedTime } from "@phm/domain";
import { type AssessmentForAdvice, advise } from "@phm/pipeline";
import type { Collection, JetStreamPublisher, MessageHandler } from "@phm/service-kit";
import { informAdvisory } from "../knowledge/inform-advisory.js";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import type { WorkordersMetrics } from "../metrics.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { AssetRegister } from "../register/asset-register.js";
import { type AdviceState, NO_ADVICE_YET } from "./advice-state.js";
import type { AdvisoryLog } from "./advisory-log.js";

export interface AdviseDependencies {
  readonly register: AssetRegister;
  readonly advice: Collection<AdviceState>;
  readonly advisories: AdvisoryLog;
  readonly orders: WorkOrderBook;
  readonly knowledge: KnowledgeBase;
  readonly publisher: JetStreamPublisher;
  readonly metrics: WorkordersMetrics;
}

/** Advises on each assessment once. What is already behind the asset's advice is a repetition and passes without effect. */
export function takeAssessment(dependencies: AdviseDependencies): MessageHandler {
  return async ({ payload }) => {
    const assessment = readAssessment(payload);
    const { ref, acquisition, timeNs } = assessment.condition;
    const stored = await dependencies.advice.get(assetKey(ref));
    const before = stored?.value ?? NO_ADVICE_YET;
    if (storedTime(timeNs) <= before.timeNs) return;
    const { config } = await dependencies.register.get(ref);
    const [advisory, given] = advise(before.advisory, assessment, config);
    if (given) await act(await informAdvisory(given, dependencies.knowledge, dependencies.advisories), dependencies);
    await dependencies.advice.put(assetKey(ref), { advisory, acquisition, timeNs: storedTime(timeNs) }, stored?.version ?? 0);
  };
}

function readAssessment(payload: Uint8Array): AssessmentForAdvice {
  const { condition, health, prognosis } = fromBinary(AssessmentSchema, payload);
  if (!condition || !health || !prognosis)
    throw new InvalidValue("assessment", "incomplete", "condition, health and prognosis together", "incomplete");
  return { condition: conditionFromWire(condition), health: healthFromWire(health), prognosis: rulEstimateFromWire(prognosis) };
}

/** On record first, then published; every step can be repeated. */
async function act(advisory: Advisory, { advisories, orders, publisher, metrics }: AdviseDependencies): Promise<void> {
  await advisories.record(advisory);
  const order = await orders.apply(advisory);
  const { ref, acquisition, ruleVersion } = advisory;
  await publisher.publish({
    subject: subjectOf("advisory", ref),
    messageId: messageId(ref, acquisition, "advisory", ruleVersion),
    payload: toBinary(AdvisorySchema, advisoryToWire(advisory)),
  });
  metrics.advised(advisory);
  if (!order) return;
  await publisher.publish({
    subject: subjectOf("workorder", ref),
    messageId: messageId(ref, acquisition, "workorder", order.id),
    payload: toBinary(WorkOrderSchema, workOrderToWire(order)),
  });
  metrics.ordered(order, advisory);
}
