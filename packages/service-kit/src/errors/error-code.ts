/** The closed set of ways in which a call can fail. Every foreign failure is classified as one of these. */
export const ERROR_CODES = [
  "invalid_argument",
  "not_found",
  "already_exists",
  "conflict",
  "failed_precondition",
  "resource_exhausted",
  "unavailable",
  "deadline_exceeded",
  "unauthenticated",
  "permission_denied",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.some((code) => code === value);
}

/**
 * Whether the same call can succeed later without anybody changing it. `internal` counts as a fault of the value or of the code:
 * repeating it would hold up what stands behind it.
 */
export const RETRYABLE_BY_DEFAULT: Readonly<Record<ErrorCode, boolean>> = {
  invalid_argument: false,
  not_found: false,
  already_exists: false,
  conflict: true,
  failed_precondition: false,
  resource_exhausted: true,
  unavailable: true,
  deadline_exceeded: true,
  unauthenticated: false,
  permission_denied: false,
  internal: false,
};
