/** What must be known of a model before one of its numbers is believed. */
export interface ModelCard {
  /** Name and version, as every estimate carries it. */
  readonly model: string;
  /** Data it was fitted on, with the source. */
  readonly data: string;
  readonly licence: string;
  /** Whole lives behind it. */
  readonly lives: number;
  /** How it was measured, in words. */
  readonly split: string;
  readonly limits: string;
}
