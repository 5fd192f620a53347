import { httpStatusOf, type Logger, ServiceError } from "@phm/service-kit";
import type { ErrorRequestHandler, RequestHandler } from "express";

/** Sends a failure as problem+json (RFC 9457): a stable code, and for bad input the field, the value and the limit. */
export function sendProblem(logger: Logger): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    const error = ServiceError.from(thrown);
    const status = httpStatusOf(error.code);
    if (status >= 500) logger.error({ path: request.path, err: error.cause ?? error }, "request failed");
    const { code, message, field, value, limit } = error;
    response
      .status(status)
      .type("application/problem+json")
      .send({ type: "about:blank", title: code.replaceAll("_", " "), status, code, detail: message, field, value, limit });
  };
}

/** A path that no route knows. */
export const noSuchPath: RequestHandler = (request) => {
  throw new ServiceError("not_found", `there is nothing at ${request.path}`);
};
