import { ServiceError } from "@phm/service-kit";
import { z } from "zod";
import { operation } from "../api/operation.js";
import type { GatewayContext } from "../context.js";
import type { Identity } from "../identity/identity.js";
import type { CodeFlow } from "../identity/oidc/code-flow.js";
import { keepStarted, takeStarted } from "../identity/oidc/started-cookie.js";
import { isLoopbackHost } from "../identity/session/session-cookie.js";
import { beginSession } from "./session.js";

const TAG = "Session";
const PAGE = { contentTypes: ["text/html"] };
const MAX_CHARS = 4_096;

/** What providers add to the way back; but for the first four nothing is made of it. */
const RETURNED = [
  ...["code", "state", "iss", "error"],
  ...["error_description", "error_uri", "session_state", "scope", "authuser", "prompt", "hd"],
] as const;

/** Signing in at the page of the company's OpenID provider. */
export const signInOperations = [
  operation({
    id: "startSignIn",
    method: "get",
    path: "/session/provider",
    demand: "public",
    tag: TAG,
    summary: "Sends the browser to the OpenID provider's own page",
    otherAnswer: PAGE,
    handle: async (context, { request, response }) => {
      const { url, started } = await partsOf(context).flow.start();
      keepStarted(response, isLoopbackHost(request.headers.host), started);
      response.setHeader("Cache-Control", "no-store");
      response.redirect(302, url);
    },
  }),
  operation({
    id: "finishSignIn",
    method: "get",
    path: "/session/provider/return",
    demand: "public",
    tag: TAG,
    summary: "Where the provider sends the browser back to: begins a session and shows the console",
    query: Object.fromEntries(RETURNED.map((name) => [name, z.string().max(MAX_CHARS).optional()])),
    otherAnswer: PAGE,
    handle: async (context, { query, request, response }) => {
      const { identity, flow } = partsOf(context);
      const started = takeStarted(request, response, isLoopbackHost(request.headers.host));
      const { code, state, iss } = query;
      if (query.error !== undefined || code === undefined || state === undefined)
        throw new ServiceError("unauthenticated", "the provider has not signed anybody in", { reason: "sign_in_refused" });
      const principal = await flow.finish({ code, state, issuer: iss }, started, identity.now());
      await beginSession(identity, { principal }, request, response);
      response.redirect(303, "/console/");
    },
  }),
];

function partsOf({ identity }: GatewayContext): { readonly identity: Identity; readonly flow: CodeFlow } {
  const flow = identity?.sources.codeFlow;
  if (identity && flow) return { identity, flow };
  throw new ServiceError("not_found", "nobody signs in at a provider here: PHM_OIDC_CLIENT_ID names none");
}
