import type { ModelState } from "./model-line.js";

/** A model may not go where it was sent. Says where it is, and from where that is allowed. */
export class IllegalModelTransition extends Error {
  override readonly name = "IllegalModelTransition";
  readonly code = "failed_precondition";
  readonly retryable = false;
  readonly field = "model";
  constructor(
    readonly model: string,
    readonly state: ModelState | "unknown",
    readonly command: string,
    readonly limit: string,
  ) {
    super(`${model} is ${state}: cannot ${command}; ${limit}`);
  }
}
