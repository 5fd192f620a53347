import { createHash, timingSafeEqual } from "node:crypto";
import { ServiceError } from "@phm/service-kit";
import type { Request } from "express";

const READS = ["GET", "HEAD"];
/** The header in which a script of ours shows that it may read what is told to it alone. */
export const FORGERY_HEADER = "x-phm-session-token";

/** What a write by a session must show beside its cookie. It follows from the secret, so nobody can plant a pair that fits. */
export function forgeryToken(sessionSecret: string): string {
  return createHash("sha256").update(`forgery:${sessionSecret}`).digest("base64url");
}

/**
 * Refuses a write that a page of another site may have made the browser send with the session's cookie.
 * @throws ServiceError permission_denied unless the page is of this host and shows the session's token
 */
export function checkForgery(request: Pick<Request, "method" | "headers">, sessionSecret: string): void {
  if (READS.includes(request.method)) return;
  if (!isOfThisHost(request)) throw forged("the page that sends it is not of this host");
  const shown = request.headers[FORGERY_HEADER];
  if (typeof shown !== "string" || !isEqual(shown, forgeryToken(sessionSecret))) throw forged(`${FORGERY_HEADER} is not the session's`);
}

function isOfThisHost({ headers }: Pick<Request, "headers">): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

function isEqual(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function forged(why: string): ServiceError {
  return new ServiceError("permission_denied", `a write by a session: ${why}`, { reason: "forgery" });
}
