import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AdvisorySchema,
  advisoryToWire,
  ConditionStateSchema,
  conditionFromWire,
  HealthStateSchema,
  healthFromWire,
  messageId,
  nounOf,
  RulEstimateSchema,
  rulEstimateFromWire,
  subjectOf,
  WorkOrderSchema,
  workOrderToWire,
} from "@phm/contracts";
import { type Advisory, type AssessmentOf, assetKey, InvalidValue, type RulEstimate, storedTime } from "@phm/domain";
import { type Assessment, advise } from "@phm/pipeline";
import { fromStored, toStored, type JsonObject, type Collection, type JetStreamPublisher, type MessageHandler, type ReceivedMessage, ServiceError, type Stored } from "@phm/service-kit";
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
  readonly publisher: JetStreamPublisher;
  readonly metrics: WorkordersMetrics;
}

/** One part of an assessment, as it came. */
type Part =
  | { readonly noun: "condition" | "health"; readonly of: AssessmentOf; readonly json: JsonObject }
  | { readonly noun: "prognosis"; readonly of: RulEstimate };

/**
 * Collects condition and health until the prognosis of the same acquisition completes the assessment, then advises on it.
 * What is already behind the asset's state is a repetition and passes without effect.
 */
export function takeAssessment(dependencies: AdviseDependencies): MessageHandler {
  return async (message) => {
    const part = readPart(message);
    const key = assetKey(part.of.ref);
    const stored = await dependencies.advice.get(key);
    const before = stored?.value ?? NO_ADVICE_YET;
    if (storedTime(part.of.timeNs) <= before.timeNs) return;
    const after = part.noun === "prognosis" ? await complete(part.of, before, dependencies) : collect(part, before);
    await dependencies.advice.put(key, after, versionOf(stored));
  };
}

const versionOf = (stored: Stored<unknown> | undefined) => stored?.version ?? 0;

function readPart({ subject, payload }: ReceivedMessage): Part {
  const noun = nounOf(subject);
  switch (noun) {
    case "condition": {
      const message = fromBinary(ConditionStateSchema, payload);
      return { noun, of: conditionFromWire(message), json: toStored(ConditionStateSchema, message) };
    }
    case "health": {
      const message = fromBinary(HealthStateSchema, payload);
      return { noun, of: healthFromWire(message), json: toStored(HealthStateSchema, message) };
    }
    case "prognosis":
      return { noun, of: rulEstimateFromWire(fromBinary(RulEstimateSchema, payload)) };
    default:
      throw new InvalidValue("subject", subject, "condition, health or prognosis", "unknown_subject");
  }
}

function collect(part: Extract<Part, { json: JsonObject }>, before: AdviceState): AdviceState {
  const { acquisition } = part.of;
  const sameAcquisition = before.pending?.acquisition === acquisition ? before.pending : { acquisition };
  return { ...before, pending: { ...sameAcquisition, [part.noun]: part.json } };
}

async function complete(prognosis: RulEstimate, before: AdviceState, dependencies: AdviseDependencies): Promise<AdviceState> {
  const assessment = assessmentOf(prognosis, before);
  const { config } = await dependencies.register.get(prognosis.ref);
  const [advisory, given] = advise(before.advisory, assessment, config);
  if (given) await act(given, dependencies);
  return { advisory, acquisition: prognosis.acquisition, timeNs: storedTime(prognosis.timeNs), pending: null };
}

function assessmentOf(prognosis: RulEstimate, { pending }: AdviceState): Assessment {
  if (pending?.acquisition !== prognosis.acquisition || !pending.condition || !pending.health) {
    throw new ServiceError("failed_precondition", `condition and health of ${prognosis.acquisition} did not come before its prognosis`, {
      field: "acquisition",
      value: prognosis.acquisition,
    });
  }
  return {
    condition: conditionFromWire(fromStored(ConditionStateSchema, pending.condition)),
    health: healthFromWire(fromStored(HealthStateSchema, pending.health)),
    prognosis,
    alarm: null,
  };
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
