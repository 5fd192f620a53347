import type { Metrics } from "@phm/service-kit";
import type { RequestHandler } from "express";

/** Rate, errors and duration of each route: the route's pattern is the label, never the path with its ids. */
export function requestMetrics(metrics: Metrics): RequestHandler {
  const requests = metrics.histogram("request_duration_seconds", "HTTP requests by route and status", ["method", "route", "status"]);
  return (request, response, next) => {
    const stop = requests.startTimer({ method: request.method });
    response.on("finish", () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? "unknown";
      stop({ route, status: String(response.statusCode) });
    });
    next();
  };
}
