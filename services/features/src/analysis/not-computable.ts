import type { ErrorCode } from "@phm/service-kit";

/** An analysis that the acquisition does not carry. The code makes it known wherever it is caught, in other threads too. */
export class NotComputable extends Error {
  override readonly name = "NotComputable";
  readonly retryable = false;
  constructor(
    readonly code: Extract<ErrorCode, "failed_precondition" | "not_found">,
    message: string,
  ) {
    super(message);
  }
}
