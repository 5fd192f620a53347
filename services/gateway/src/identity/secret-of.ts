import type { Request } from "express";

/** A token of an issuer with many groups is long; one beyond this is refused unread. */
const MAX_SECRET_CHARS = 8_192;
const BEARER = new RegExp(`^Bearer ([\\x21-\\x7e]{1,${MAX_SECRET_CHARS}})$`, "i");
const BASIC = /^Basic ([A-Za-z0-9+/=]{1,512})$/i;
const TOKEN = /^[\w-]+\.[\w-]*\.[\w-]*$/;

/**
 * The secret that a request shows: `Authorization: Bearer KEY` or `Bearer TOKEN`, and for reading also Basic with the key as password,
 * so that a browser can show the pages. A browser adds Basic to what other sites make it send, so a write never passes by it.
 */
export function secretOf(request: Pick<Request, "method" | "headers">): string | undefined {
  const header = request.headers.authorization ?? "";
  const [, bearer] = BEARER.exec(header) ?? [];
  if (bearer !== undefined || !["GET", "HEAD"].includes(request.method)) return bearer;
  const [, basic] = BASIC.exec(header) ?? [];
  if (basic === undefined) return undefined;
  const pair = Buffer.from(basic, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1);
}

/** Whether this is a signed token (three parts with dots between them) rather than a key. */
export function looksLikeToken(secret: string): boolean {
  return TOKEN.test(secret);
}
