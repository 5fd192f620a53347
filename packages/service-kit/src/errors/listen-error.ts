import { ServiceError } from "./service-error.js";

/** Why a server cannot listen, as a sentence that names the port and the variable that sets it. */
export function listenError(host: string, port: number, portVariable: string, cause: Error): ServiceError {
  const taken = cause.message.includes("EADDRINUSE");
  const message = taken
    ? `port ${port} on ${host} is taken by another process; set ${portVariable} to a free one`
    : `cannot listen on ${host}:${port} (${portVariable}): ${cause.message}`;
  return new ServiceError("failed_precondition", message, { field: portVariable, value: String(port), limit: "a free port", cause });
}
