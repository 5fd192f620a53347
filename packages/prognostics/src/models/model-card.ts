import type { ModelEvaluation } from "./model-evaluation.js";

/** What must be known of a model before one of its numbers is believed. */
export interface ModelCard {
  /** Name and version, as every estimate carries it. */
  readonly model: string;
  /** Data it was fitted on, with the source. */
  readonly data: string;
  /** Licence of the data. */
  readonly licence: string;
  /** Whole lives behind it. */
  readonly lives: number;
  /** How it was measured, in words. */
  readonly split: string;
  readonly limits: string;
  /** Program and version, or person, that made it. Left out on cards of before. */
  readonly createdBy?: string;
  /** Its measured worth. Without it a model can run in shadow, but is not promoted unless somebody forces it. */
  readonly evaluation?: ModelEvaluation;
}
