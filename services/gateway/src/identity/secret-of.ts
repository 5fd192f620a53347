import type { Request } from "express";

const BEARER = /^Bearer ([\x21-\x7e]{1,256})$/i;
const BASIC = /^Basic ([A-Za-z0-9+/=]{1,512})$/i;

/**
 * The secret that a request shows: `Authorization: Bearer KEY`, and for reading also Basic with the key as password, so that a
 * browser can show the pages. A browser adds Basic to what other sites make it send, so a write never passes by it.
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
