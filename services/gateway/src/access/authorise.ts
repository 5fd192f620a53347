import { type OrganisationId, organisationId } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { auditOwn } from "../audit/audit-access.js";
import type { AuditLog } from "../audit/audit-log.js";
import type { Identity } from "../identity/identity.js";
import { setPrincipal } from "../identity/principal.js";
import { queryText } from "../request-parameters.js";
import { nothingShared, type Shares, setShared } from "../sharing/shared-request.js";
import { type Decision, type Demand, decide } from "./decide.js";
import { ROUTE_TABLE } from "./route-table.js";

const MESSAGES: Readonly<Record<Exclude<Decision, "allow" | "shared">, string>> = {
  unauthenticated: "a valid API key or token is needed: Authorization: Bearer KEY",
  permission_denied: "the role of who asks does not allow this",
  not_found: "there is nothing of this organisation",
};

/**
 * Lets a request pass that its key, token or session allows. Paths are matched by Express itself, as the routes are, so that no spelling of a path is
 * read one way here and another way there; where several rows match, each must allow it. What no row knows is not found.
 * @param audit where it is told who asked for what, once a request
 */
export function authorise(identity: Identity, audit?: AuditLog): Router {
  const router = Router();
  const matched = new WeakSet<Request>();
  for (const [method, path, demand, shares] of ROUTE_TABLE) {
    const check: RequestHandler = async (request, response, next) => {
      const isFirst = !matched.has(request);
      await checkRequest({ method, path, demand, shares }, request, response, identity, isFirst ? audit : undefined);
      matched.add(request);
      next();
    };
    router[method](path, check);
  }
  router.use((request, _response, next) => {
    if (!matched.has(request)) throw new ServiceError("not_found", `there is nothing at ${request.path}`);
    next();
  });
  return router;
}

async function checkRequest(
  { demand, shares, ...route }: Row,
  request: Request,
  response: Response,
  identity: Identity,
  audit: AuditLog | undefined,
): Promise<void> {
  const principal = demand === "public" ? undefined : await principalOf(identity, request, response);
  const asked = queryText(request, "organisation");
  const decision = decide(demand, principal, asked, shares !== undefined);
  if (decision === "unauthenticated") challenge(request, response);
  // What others share is told of where it is known which contract shows it.
  if (audit && principal && decision !== "shared") await auditOwn(audit, principal, route, request, decision === "allow");
  if (decision !== "allow" && decision !== "shared") throw new ServiceError(decision, MESSAGES[decision]);
  if (principal) setPrincipal(request, principal);
  if (decision === "shared" && principal && asked !== undefined && shares !== undefined)
    setShared(request, { owner: namedOrganisation(asked), oem: organisationId(principal.organisation), shares, route });
}

interface Row {
  readonly method: string;
  readonly path: string;
  readonly demand: Demand;
  readonly shares: Shares | undefined;
}

/** What is no name of an organisation is none that there is. */
function namedOrganisation(asked: string): OrganisationId {
  try {
    return organisationId(asked);
  } catch {
    throw nothingShared();
  }
}

async function principalOf(identity: Identity, request: Request, response: Response) {
  try {
    return await identity.principalOf(request);
  } catch (error) {
    if (ServiceError.from(error).code === "unauthenticated") challenge(request, response);
    throw error;
  }
}

/** A browser that opens a page may ask the person for a key; a script of ours asks in its own words. */
function challenge({ headers }: Request, response: Response): void {
  const isPage = (headers["sec-fetch-mode"] ?? "navigate") === "navigate";
  response.setHeader("WWW-Authenticate", isPage ? 'Basic realm="PHM, any name, the API key as password"' : 'Bearer realm="PHM"');
}
