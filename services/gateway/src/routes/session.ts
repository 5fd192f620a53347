import { ServiceError } from "@phm/service-kit";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import type { Identity } from "../identity/identity.js";
import type { Principal } from "../identity/principal.js";
import { checkForgery, forgeryToken } from "../identity/session/forgery-check.js";
import type { SessionBook } from "../identity/session/session-book.js";
import { clearSessionCookie, sessionOf, setSessionCookie } from "../identity/session/session-cookie.js";

/** Signing in and out at a browser: who shows a key or a token gets a cookie that ends soon and that no script can read. */
export function sessionRoutes({ identity }: Pick<GatewayContext, "identity">): Router {
  const router = Router();
  router.use("/session", (_request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    next();
  });
  router.get("/session", async (request, response) => {
    const principal = await identity?.principalOf(request);
    const secret = principal && sessionOf(request);
    response.json({
      asksWhoComes: identity !== undefined,
      principal: principal ? principalView(principal) : null,
      ...(secret === undefined ? {} : { forgeryToken: forgeryToken(secret) }),
    });
  });
  router.post("/session", async (request, response) => {
    const { now, sessions, asked } = openFor(identity);
    const signIn = await asked.signInOf(request);
    if (!signIn) throw new ServiceError("unauthenticated", "a valid API key or token is needed: Authorization: Bearer KEY");
    const nowMs = now();
    const { secret, endsAtMs } = await sessions.open(signIn, nowMs);
    setSessionCookie(request, response, secret, endsAtMs - nowMs);
    const principal = principalView({ ...signIn.principal, expiresAtMs: endsAtMs });
    response.status(201).json({ asksWhoComes: true, principal, forgeryToken: forgeryToken(secret) });
  });
  router.delete("/session", async (request, response) => {
    await signOut(request, openFor(identity).sessions);
    clearSessionCookie(request, response);
    response.status(204).end();
  });
  return router;
}

async function signOut(request: Request, sessions: SessionBook): Promise<void> {
  const secret = sessionOf(request);
  if (secret === undefined) return;
  checkForgery(request, secret);
  await sessions.close(secret);
}

function openFor(identity: Identity | undefined): { readonly asked: Identity; readonly sessions: SessionBook; readonly now: () => number } {
  const sessions = identity?.sources.sessions;
  if (!identity || !sessions)
    throw new ServiceError("failed_precondition", "this installation asks for no key, so there is nothing to sign in to");
  return { asked: identity, sessions, now: identity.now };
}

function principalView({ id, organisation, role, expiresAtMs }: Principal) {
  const until = expiresAtMs === undefined ? {} : { expiresAt: new Date(expiresAtMs).toISOString() };
  return { id, organisation, role, ...until };
}
