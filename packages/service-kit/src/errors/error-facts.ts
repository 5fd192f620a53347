import type { ErrorCode } from "./error-code.js";

/** What an error may say besides its code and message. */
export interface ErrorFacts {
  /** Whether the same call may succeed later unchanged; default by code. */
  readonly retryable?: boolean;
  readonly field?: string;
  readonly value?: string;
  readonly limit?: string;
  readonly reason?: string;
  readonly cause?: unknown;
}

export interface ClassifiedError extends Omit<ErrorFacts, "cause"> {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A failure of another library, with whatever properties it puts on its errors. */
export type Foreign = Error & Readonly<Record<string, unknown>>;
