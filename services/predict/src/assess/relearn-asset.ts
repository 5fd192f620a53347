import { create } from "@bufbuild/protobuf";
import {
  type AssessmentMessage,
  AssessmentSchema,
  conditionFromWire,
  conditionToWire,
  healthFromWire,
  healthToWire,
  rulEstimateFromWire,
  rulEstimateToWire,
} from "@phm/contracts";
import type { TimeNs } from "@phm/domain";
import { assetRef } from "@phm/domain";
import { relearnBaseline } from "@phm/pipeline";
import { type AssetState, assetState, currentAssessment, shadowEstimate } from "./asset-state.js";

/** Whether the machine is already being learnt anew from this time on or later. */
export function isRelearntSince({ assessment }: AssetState, atNs: TimeNs): boolean {
  const { learnFromNs } = assessment.detection;
  return learnFromNs !== null && BigInt(learnFromNs) >= atNs;
}

/**
 * The state of an asset after its repair: its baseline is forgotten, and what stands now no longer speaks against it. The block that the last
 * step closed and what the challenger said in it stay: they belong to the life before, and the step may still have to be repeated.
 */
export function relearntState(state: AssetState, atNs: TimeNs): AssetState {
  const ref = assetRef(state.organisation, state.site, state.asset);
  const message = repaired(currentAssessment(state), atNs);
  const records = { closed: state.closed, shadow: shadowEstimate(state), repairs: state.repairs, epoch: state.epoch };
  return assetState(ref, relearnBaseline(state.assessment, atNs), state.acquisition, message, records);
}

function repaired(message: AssessmentMessage, atNs: TimeNs): AssessmentMessage {
  const { condition, health, prognosis } = message;
  if (!condition || !health || !prognosis) return message;
  const { ref, acquisition, timeNs, featureSet, modelVersion, model } = rulEstimateFromWire(prognosis);
  return create(AssessmentSchema, {
    ...message,
    condition: conditionToWire({ ...conditionFromWire(condition), state: "learning", sinceNs: atNs, onsetNs: null, levelRatio: null }),
    health: healthToWire({ ...healthFromWire(health), health: null, findings: [], unjudged: [] }),
    prognosis: rulEstimateToWire({
      ...{ ref, acquisition, timeNs, featureSet, modelVersion, model },
      status: "abstain",
      reason: "The machine has been repaired since: its quiet level is learnt anew.",
      reasonZh: "设备已维修，正在重新学习其平稳水平。",
    }),
  });
}
