import type { Acquisition, AssetConfig } from "@phm/domain";
import { type Assessment, assess } from "../assess.js";
import type { AssessmentState } from "../assessment-state.js";
import { createManipulator } from "../manipulate.js";
import type { ServedModels } from "../served-models.js";

/** What an assessment was made from. */
export interface AssessmentEvidence {
  readonly acquisition: Acquisition;
  /** Before the acquisition. */
  readonly state: AssessmentState;
  readonly config: AssetConfig;
  readonly models: ServedModels;
}

/** Says again what was said, from the waveform on. Null where the state is not of before the acquisition, so that it is no evidence of it. */
export function recomputeAssessment({ acquisition, state, config, models }: AssessmentEvidence): Assessment | null {
  const features = createManipulator().manipulate(acquisition, config);
  return assess(state, features, config, models)[1];
}
