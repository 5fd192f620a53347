import type { BilingualText } from "./fault-knowledge.js";

/** A part that the work needs. */
export interface TaskPart {
  /** Part number. */
  readonly part: string;
  /** Above 0, in the part's own unit. */
  readonly quantity: number;
}

/** What is to be done, in words and figures: what a plan prescribes, an inspection has found, or a person wants. */
export interface OrderTask {
  readonly title: BilingualText;
  /** How, or what was seen. */
  readonly description?: BilingualText;
  /** What is ticked before the work counts as done; it is on the order's checklist from its opening. */
  readonly checks: readonly BilingualText[];
  readonly parts: readonly TaskPart[];
  readonly tools: readonly BilingualText[];
  /** Working time, minutes above 0. */
  readonly estimatedMinutes?: number;
  /** Who can do it, such as `electrician`. */
  readonly skill?: string;
}
