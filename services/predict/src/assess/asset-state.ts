import { type AssessmentMessage, AssessmentSchema, RulEstimateSchema, rulEstimateFromWire, rulEstimateToWire } from "@phm/contracts";
import type { AssetRef, RulEstimate } from "@phm/domain";
import type { AssessmentState } from "@phm/pipeline";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";
import type { ClosedBlock } from "../lives/closed-block.js";

/**
 * Everything predict knows of one asset but its alarm, written as one document with an expected version. The messages of the last step
 * are part of it: what was stored can always be published, whatever happened in between.
 */
export type AssetState = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  /** State of the science. */
  readonly assessment: AssessmentState;
  /** The acquisition that led here. */
  readonly acquisition: string;
  /** The assessment of that acquisition, in the JSON form of the contract. */
  readonly current: JsonObject;
  /** The block of the machine's life that the last step closed; null where it closed none. Left out in states of before. */
  readonly closed?: ClosedBlock | null;
  /** What the challenger said of that acquisition, in the JSON form of the contract: kept for comparison, never published. */
  readonly shadow?: JsonObject;
  /** How often the machine had come back from repair when it was assessed last. Left out: never. */
  readonly repairs?: number;
  /** Under which ownership of its partition it was last stepped; what people have done to it since keeps the epoch. Left out: before epochs. */
  readonly epoch?: number;
};

export const STATE_COLLECTION: CollectionSpec = {
  name: "assets",
  indexes: [{ name: "by_site", fields: ["organisation", "site", "asset"] }],
};

/** What else a step led to, beside the assessment: on record with the state, so that it can be stored apart after a crash. */
export interface StepRecords {
  readonly closed?: ClosedBlock | null | undefined;
  readonly shadow?: RulEstimate | undefined;
  readonly repairs?: number | undefined;
  readonly epoch?: number | undefined;
}

export function assetState(
  ref: AssetRef,
  assessment: AssessmentState,
  acquisition: string,
  current: AssessmentMessage,
  { closed, shadow, repairs, epoch }: StepRecords = {},
): AssetState {
  const { organisation, site, asset } = ref;
  return {
    ...{ organisation, site, asset, assessment, acquisition, current: toStored(AssessmentSchema, current) },
    ...(closed === undefined ? {} : { closed }),
    ...(shadow ? { shadow: toStored(RulEstimateSchema, rulEstimateToWire(shadow)) } : {}),
    ...(repairs ? { repairs } : {}),
    ...(epoch ? { epoch } : {}),
  };
}

export function currentAssessment(state: AssetState): AssessmentMessage {
  return fromStored(AssessmentSchema, state.current);
}

/** What the challenger said in the last step; undefined where none ran. */
export function shadowEstimate({ shadow }: AssetState): RulEstimate | undefined {
  return shadow && rulEstimateFromWire(fromStored(RulEstimateSchema, shadow));
}
