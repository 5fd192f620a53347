import type { ErrorCode } from "./error-code.js";
import type { ClassifiedError, Foreign } from "./error-facts.js";

/** Numbers of the JetStream API, from the server's errors.json. */
const API_ERRORS: Readonly<Record<number, ErrorCode>> = {
  10008: "unavailable", // cluster not available
  10014: "not_found", // consumer not found
  10023: "resource_exhausted", // insufficient resources
  10025: "invalid_argument",
  10028: "resource_exhausted", // memory resources exceeded
  10037: "not_found", // no message found
  10039: "failed_precondition", // JetStream not enabled for account
  10047: "resource_exhausted", // storage resources exceeded
  10052: "failed_precondition", // stream configuration refused
  10054: "invalid_argument", // message size exceeds maximum
  10058: "already_exists", // stream name in use with another configuration
  10059: "not_found", // stream not found
  10065: "already_exists", // subjects overlap with another stream
  10071: "conflict", // wrong last sequence
  10074: "unavailable",
  10076: "failed_precondition", // JetStream not enabled
  10077: "resource_exhausted", // stream store failed: its budget is used up
  10148: "already_exists", // consumer already exists
};

const BY_NAME: Readonly<Record<string, ErrorCode>> = {
  TimeoutError: "deadline_exceeded",
  NoRespondersError: "unavailable",
  RequestError: "unavailable",
  ConnectionError: "unavailable",
  ClosedConnectionError: "unavailable",
  DrainingConnectionError: "unavailable",
  // The client's word for "nobody answers at the JetStream subjects", which is so while the broker recovers.
  JetStreamNotEnabled: "unavailable",
  JetStreamStatusError: "unavailable",
  AuthorizationError: "unauthenticated",
  UserAuthenticationExpiredError: "unauthenticated",
  PermissionViolationError: "permission_denied",
  InvalidSubjectError: "invalid_argument",
};

/** NATS and JetStream client errors. `TimeoutError` is also what `AbortSignal.timeout` gives, with the same meaning. */
export function classifyNats(error: Foreign): ClassifiedError | undefined {
  if (typeof error.apiError === "function") {
    const { err_code: number, description } = (error.apiError as () => { err_code: number; description: string })();
    return { code: API_ERRORS[number] ?? "internal", message: `the broker answered: ${description}`, reason: `jetstream_${number}` };
  }
  const code = BY_NAME[error.name];
  return code && { code, message: `the broker did not do it: ${error.message || error.name}` };
}
