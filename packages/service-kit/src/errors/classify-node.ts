import type { ErrorCode } from "./error-code.js";
import type { ClassifiedError, Foreign } from "./error-facts.js";

const BY_ERRNO: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: "unavailable",
  ECONNRESET: "unavailable",
  ECONNABORTED: "unavailable",
  EPIPE: "unavailable",
  EHOSTUNREACH: "unavailable",
  ENETUNREACH: "unavailable",
  ENOTFOUND: "unavailable",
  EAI_AGAIN: "unavailable",
  EBUSY: "unavailable",
  ETIMEDOUT: "deadline_exceeded",
  ENOSPC: "resource_exhausted",
  EDQUOT: "resource_exhausted",
  EMFILE: "resource_exhausted",
  ENFILE: "resource_exhausted",
  ENOENT: "not_found",
  EEXIST: "already_exists",
  EACCES: "permission_denied",
  EPERM: "permission_denied",
  EROFS: "permission_denied",
  EADDRINUSE: "failed_precondition",
  EADDRNOTAVAIL: "failed_precondition",
};

/** Errors of Node's own modules, and aborts. */
export function classifyNode(error: Foreign): ClassifiedError | undefined {
  if (error.name === "AbortError") return { code: "unavailable", message: "the work was stopped" };
  const errno: unknown = error.code;
  const code = typeof errno === "string" ? BY_ERRNO[errno] : undefined;
  if (!code) return undefined;
  const subject = typeof error.syscall === "string" ? ` at ${error.syscall}` : "";
  return { code, message: `the system answered ${errno}${subject}`, reason: String(errno).toLowerCase() };
}
