import { type AdvisoryState, initialAdvisoryState } from "@phm/pipeline";
import type { JsonObject, CollectionSpec } from "@phm/service-kit";

/** What the advice on one asset has come to, one document, written with its expected version. */
export type AdviceState = {
  /** State of the science. */
  readonly advisory: AdvisoryState;
  /** The last acquisition whose assessment has been turned into advice; empty before the first. */
  readonly acquisition: string;
  readonly timeNs: string;
  /** Parts of the next assessment that have come in, in the JSON form of the contract. */
  readonly pending: { readonly acquisition: string; readonly condition?: JsonObject; readonly health?: JsonObject } | null;
};

export const ADVICE_COLLECTION: CollectionSpec = { name: "advice", indexes: [] };

export const NO_ADVICE_YET: AdviceState = { advisory: initialAdvisoryState(), acquisition: "", timeNs: "", pending: null };
