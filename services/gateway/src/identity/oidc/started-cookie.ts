import type { Request, Response } from "express";
import type { Started } from "./code-flow.js";

const SECRETS = /^([\w-]{43})\.([\w-]{43})\.([\w-]{43})$/;
const LASTS_MS = 10 * 60_000;

/**
 * Between going to the issuer and coming back. `Lax`, not `Strict`: the browser comes back from another site. Neither is of use to that site,
 * as the secrets in it are compared and never told.
 */
const rules = (isLoopback: boolean) => ({ httpOnly: true, secure: !isLoopback, sameSite: "lax", path: "/" }) as const;
const nameOf = (isLoopback: boolean) => (isLoopback ? "phm_sign_in" : "__Host-phm_sign_in");

export function keepStarted(response: Response, isLoopback: boolean, { state, nonce, verifier }: Started): void {
  response.cookie(nameOf(isLoopback), `${state}.${nonce}.${verifier}`, { ...rules(isLoopback), maxAge: LASTS_MS });
}

/** What was kept, taken out: it counts once. */
export function takeStarted(request: Request, response: Response, isLoopback: boolean): Started | undefined {
  const name = `${nameOf(isLoopback)}=`;
  const given = (request.headers.cookie ?? "").split(/; */).filter((pair) => pair.startsWith(name));
  response.clearCookie(nameOf(isLoopback), rules(isLoopback));
  const [, state, nonce, verifier] = SECRETS.exec(given[0]?.slice(name.length) ?? "") ?? [];
  return given.length === 1 && state && nonce && verifier ? { state, nonce, verifier } : undefined;
}
