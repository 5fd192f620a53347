import { DEFAULT_RUL_MODEL, openRulModel, type ServedModel } from "@phm/prognostics";

/** The models that an assessment asks. */
export interface ServedModels {
  /** Its estimate is what is said. */
  readonly champion: ServedModel;
  /** Runs in shadow: what it says is kept for comparison and shown to nobody as a prognosis. */
  readonly challenger?: ServedModel;
}

/** The model that speaks where no other was promoted: opened once, as it does not change while the program runs. */
export const BUILT_IN_MODELS: ServedModels = { champion: openRulModel(DEFAULT_RUL_MODEL) };

/** Name of the built-in model. */
export const BUILT_IN_MODEL = DEFAULT_RUL_MODEL.card.model;
