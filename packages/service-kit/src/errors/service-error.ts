import { classifyForeign } from "./classify-foreign.js";
import { type ErrorCode, RETRYABLE_BY_DEFAULT } from "./error-code.js";
import type { ErrorFacts } from "./error-facts.js";

/**
 * The one error that crosses a boundary between services. The message, field, value and limit are for the caller;
 * `cause` is for our logs and never leaves the process.
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly retryable: boolean;
  readonly field?: string;
  readonly value?: string;
  readonly limit?: string;
  /** Machine-readable class of the fault, for counters: few, stable, snake_case. */
  readonly reason: string;

  constructor(
    readonly code: ErrorCode,
    message: string,
    facts: ErrorFacts = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.retryable = facts.retryable ?? RETRYABLE_BY_DEFAULT[code];
    this.reason = facts.reason ?? code;
    if (facts.field !== undefined) this.field = facts.field;
    if (facts.value !== undefined) this.value = facts.value;
    if (facts.limit !== undefined) this.limit = facts.limit;
  }

  /** Any thrown value as a `ServiceError`; a foreign failure is kept as `cause`. Never throws. */
  static from(thrown: unknown): ServiceError {
    if (thrown instanceof ServiceError) return thrown;
    const { code, message, ...facts } = classifyForeign(thrown);
    return new ServiceError(code, message, { ...facts, cause: thrown });
  }
}
