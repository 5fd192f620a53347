import { type KeyFile, keyOfSecret, ServiceError } from "@phm/service-kit";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { setPrincipal } from "../identity/principal.js";
import { secretOf } from "../identity/secret-of.js";
import { queryText } from "../request-parameters.js";
import { type Decision, type Demand, decide } from "./decide.js";
import { ROUTE_TABLE } from "./route-table.js";

const MESSAGES: Readonly<Record<Exclude<Decision, "allow">, string>> = {
  unauthenticated: "a valid API key is needed: Authorization: Bearer KEY",
  permission_denied: "the role of this API key does not allow this",
  not_found: "there is nothing of this organisation",
};

/**
 * Lets a request pass that its key allows. Paths are matched by Express itself, as the routes are, so that no spelling of a path is
 * read one way here and another way there; where several rows match, each must allow it. What no row knows is not found.
 * @param now milliseconds since 1970
 */
export function authorise(keys: KeyFile, now: () => number): Router {
  const router = Router();
  const known = new WeakSet<Request>();
  for (const [method, path, demand] of ROUTE_TABLE) {
    const check: RequestHandler = async (request, response, next) => {
      await checkRequest(demand, request, response, await keys.keys(), now());
      known.add(request);
      next();
    };
    router[method](path, check);
  }
  router.use((request, _response, next) => {
    if (!known.has(request)) throw new ServiceError("not_found", `there is nothing at ${request.path}`);
    next();
  });
  return router;
}

type Keys = Awaited<ReturnType<KeyFile["keys"]>>;

async function checkRequest(demand: Demand, request: Request, response: Response, keys: Keys, nowMs: number): Promise<void> {
  const secret = secretOf(request);
  const principal = secret === undefined ? undefined : keyOfSecret(keys, secret, nowMs);
  const decision = decide(demand, principal, queryText(request, "organisation"));
  if (decision === "unauthenticated") response.setHeader("WWW-Authenticate", 'Basic realm="PHM, any name, the API key as password"');
  if (decision !== "allow") throw new ServiceError(decision, MESSAGES[decision]);
  if (principal) setPrincipal(request, principal);
}
