import type { Request, Response } from "express";

const SECRET = /^[\w-]{43}$/;
const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?$/i;

type Asked = Pick<Request, "headers">;

/**
 * `__Host-` ties a cookie to this host, to https and to the whole of its paths, so that no neighbouring site can plant one. On the loopback
 * address, where there is no https and nobody to listen, it has the plain name.
 */
function cookieName({ headers }: Asked): string {
  return isLoopbackHost(headers.host) ? "phm_session" : "__Host-phm_session";
}

/** The session's secret as the browser shows it; undefined where it shows none, or two. */
export function sessionOf(request: Asked): string | undefined {
  const name = `${cookieName(request)}=`;
  const given = (request.headers.cookie ?? "").split(/; */).filter((pair) => pair.startsWith(name));
  const value = given[0]?.slice(name.length);
  return given.length === 1 && value !== undefined && SECRET.test(value) ? value : undefined;
}

/** Hands the secret to the browser alone: no script reads it, and no other site's request carries it. */
export function setSessionCookie(request: Asked, response: Response, secret: string, maxAgeMs: number): void {
  response.cookie(cookieName(request), secret, { ...cookieRules(request), maxAge: maxAgeMs });
}

export function clearSessionCookie(request: Asked, response: Response): void {
  response.clearCookie(cookieName(request), cookieRules(request));
}

function cookieRules({ headers }: Asked) {
  return { httpOnly: true, secure: !isLoopbackHost(headers.host), sameSite: "strict", path: "/" } as const;
}

/** A page of another site cannot choose what a browser says here. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK.test(host);
}
