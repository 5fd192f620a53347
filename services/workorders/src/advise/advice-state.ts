import type { TimeBase } from "@phm/domain";
import { type AdvisoryState, initialAdvisoryState } from "@phm/pipeline";
import type { CollectionSpec } from "@phm/service-kit";

/** What the advice on one asset has come to: one document, written with its expected version. */
export type AdviceState = {
  /** State of the science. */
  readonly advisory: AdvisoryState;
  /** The last acquisition whose assessment has been turned into advice, and its time; empty before the first. */
  readonly acquisition: string;
  readonly timeNs: string;
  /** Whether the machine goes by the wall clock; what is not known counts as recorded. */
  readonly timeBase?: TimeBase;
};

export const ADVICE_COLLECTION: CollectionSpec = { name: "advice", indexes: [] };

export const NO_ADVICE_YET: AdviceState = { advisory: initialAdvisoryState(), acquisition: "", timeNs: "" };
