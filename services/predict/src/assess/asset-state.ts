import { type AssessmentMessage, AssessmentSchema } from "@phm/contracts";
import type { AssetRef } from "@phm/domain";
import type { AssessmentState } from "@phm/pipeline";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";

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
};

export const STATE_COLLECTION: CollectionSpec = {
  name: "assets",
  indexes: [{ name: "by_site", fields: ["organisation", "site", "asset"] }],
};

export function assetState(ref: AssetRef, assessment: AssessmentState, acquisition: string, current: AssessmentMessage): AssetState {
  const json = toStored(AssessmentSchema, current);
  return { organisation: ref.organisation, site: ref.site, asset: ref.asset, assessment, acquisition, current: json };
}

export function currentAssessment(state: AssetState): AssessmentMessage {
  return fromStored(AssessmentSchema, state.current);
}
