import { ServiceError } from "@phm/service-kit";
import type { Request, Response } from "express";
import type { z } from "zod";
import { operation } from "../api/operation.js";
import type { Identity } from "../identity/identity.js";
import type { Principal } from "../identity/principal.js";
import { checkForgery, forgeryToken } from "../identity/session/forgery-check.js";
import type { SessionBook, SignIn } from "../identity/session/session-book.js";
import { clearSessionCookie, sessionOf, setSessionCookie } from "../identity/session/session-cookie.js";
import { session } from "../schemas/session.js";

const TAG = "Session";

/** Signing in and out at a browser: who shows a key or a token gets a cookie that ends soon and that no script can read. */
export const sessionOperations = [
  operation({
    id: "getSession",
    method: "get",
    path: "/session",
    demand: "public",
    tag: TAG,
    summary: "Who asks, and until when",
    answer: session,
    handle: async ({ identity }, { request, response }) => {
      keptNowhere(response);
      const principal = await identity?.principalOf(request);
      const secret = principal && sessionOf(request);
      return {
        asksWhoComes: identity !== undefined,
        hasProvider: hasProvider(identity),
        principal: principal ? principalView(principal) : null,
        ...(secret === undefined ? {} : { forgeryToken: forgeryToken(secret) }),
      };
    },
  }),
  operation({
    id: "beginSession",
    method: "post",
    path: "/session",
    demand: "public",
    tag: TAG,
    summary: "Begins a session in a cookie, with the key or token of the Authorization header",
    description: "It lasts 8 hours at most, 30 minutes when nobody uses it, and no longer than its key.",
    status: 201,
    answer: session,
    handle: async ({ identity }, { request, response }) => {
      sessionsOf(identity);
      const signIn = await identity?.signInOf(request);
      if (!identity || !signIn) throw new ServiceError("unauthenticated", "a valid API key or token is needed: Authorization: Bearer KEY");
      return beginSession(identity, signIn, request, response);
    },
  }),
  operation({
    id: "endSession",
    method: "delete",
    path: "/session",
    demand: "public",
    tag: TAG,
    summary: "Ends the session of the cookie",
    handle: async ({ identity }, { request, response }) => {
      keptNowhere(response);
      const sessions = sessionsOf(identity);
      const secret = sessionOf(request);
      if (secret !== undefined) {
        checkForgery(request, secret);
        await sessions.close(secret);
      }
      clearSessionCookie(request, response);
    },
  }),
];

/** Hands the session to the browser. @returns what is told of it */
export async function beginSession(
  identity: Identity,
  signIn: SignIn,
  request: Request,
  response: Response,
): Promise<z.input<typeof session>> {
  keptNowhere(response);
  const nowMs = identity.now();
  const { secret, endsAtMs } = await sessionsOf(identity).open(signIn, nowMs);
  setSessionCookie(request, response, secret, endsAtMs - nowMs);
  const principal = principalView({ ...signIn.principal, expiresAtMs: endsAtMs });
  return { asksWhoComes: true, hasProvider: hasProvider(identity), principal, forgeryToken: forgeryToken(secret) };
}

/** @throws ServiceError failed_precondition where there is nothing to sign in to */
export function sessionsOf(identity: Identity | undefined): SessionBook {
  const sessions = identity?.sources.sessions;
  if (sessions) return sessions;
  throw new ServiceError("failed_precondition", "this installation asks for no key, so there is nothing to sign in to");
}

function hasProvider(identity: Identity | undefined): boolean {
  return identity?.sources.codeFlow !== undefined;
}

function keptNowhere(response: Response): void {
  response.setHeader("Cache-Control", "no-store");
}

function principalView({ id, organisation, role, expiresAtMs }: Principal) {
  const until = expiresAtMs === undefined ? {} : { expiresAt: new Date(expiresAtMs).toISOString() };
  return { id, organisation, role, ...until };
}
