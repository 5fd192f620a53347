import { createHash } from "node:crypto";
import type { RequestHandler, Response } from "express";
import { LABEL_STYLE } from "./pages/point-labels.js";

const labelStyleHash = createHash("sha256").update(LABEL_STYLE.text).digest("base64");

/** Only what comes from here is loaded, nobody frames a page, and a form or a link tells no other site where it came from. */
const HEADERS = {
  "Content-Security-Policy": `default-src 'none'; style-src 'self' 'sha256-${labelStyleHash}'; img-src 'self' data: blob:; media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/** Sets on every answer what browsers are to refuse. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  next();
};

/**
 * Lets styles and scripts that carry this number, made for this one answer, be used on its page. Style attributes are let through: components
 * place and measure with them, and they load and run nothing.
 */
export function allowNonce(response: Response, nonce: string): void {
  const policy = String(response.getHeader("Content-Security-Policy"));
  const allowed = policy.replace(/(style|script)-src 'self'/g, `$1-src 'self' 'nonce-${nonce}'`);
  response.setHeader("Content-Security-Policy", `${allowed}; style-src-attr 'unsafe-inline'`);
}
