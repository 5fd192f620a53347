import { ServiceError } from "@phm/service-kit";
import type { RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { principalOf } from "./identity/principal.js";

const WINDOW_MS = 60_000;

/**
 * How many requests of one key, session or token, else of one address, are answered in a minute; told by `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers-08). Counted by this process: with several gateways the limit is each one's.
 */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: perMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    identifier: "requests",
    keyGenerator: (request) => {
      const principal = principalOf(request);
      return principal ? `${principal.organisation}:${principal.id}` : ipKeyGenerator(request.ip ?? "");
    },
    handler: () => {
      const limit = `at most ${perMinute} requests in a minute`;
      throw new ServiceError("resource_exhausted", `too many requests; ${limit}`, { field: "requests", limit, retryable: true });
    },
  });
}
