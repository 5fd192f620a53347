import { type KeyFile, keyOfSecret } from "@phm/service-kit";
import type { Request } from "express";
import type { CodeFlow } from "./oidc/code-flow.js";
import type { TokenVerifier } from "./oidc/token-verifier.js";
import type { Principal } from "./principal.js";
import { looksLikeToken, secretOf } from "./secret-of.js";
import { checkForgery } from "./session/forgery-check.js";
import type { SessionBook, SessionUse, SignIn } from "./session/session-book.js";
import { sessionOf } from "./session/session-cookie.js";

/** What can say who asks; at least one of keys and tokens is there. */
export interface IdentitySources {
  /** Keys of the key file. */
  readonly keys?: KeyFile;
  /** Tokens of an OIDC issuer. */
  readonly tokens?: TokenVerifier;
  /** Signing in at the issuer's own page. */
  readonly codeFlow?: CodeFlow;
  /** Sessions of people at a browser, which began with a key or a token. */
  readonly sessions?: SessionBook;
}

type Asked = Pick<Request, "method" | "headers">;

/** Says who stands behind a request; `now` is in milliseconds since 1970. */
export class Identity {
  constructor(
    readonly sources: IdentitySources,
    readonly now: () => number,
  ) {}

  /**
   * Undefined for who shows nothing, or nothing that counts. A bearer's key or token goes before a session: a program that shows one is not
   * taken for the person at the browser. A session goes before Basic, which a browser keeps adding once it was asked for it.
   * It may be asked again during a long answer: what was revoked meanwhile counts no more.
   * @param use `listens` where nobody asks for anything new: that does not keep a session from idling
   * @throws ServiceError failed_precondition where the key file cannot be read, unavailable where the issuer's keys cannot be had,
   *   unauthenticated and permission_denied where a token or a session's write is refused for a reason that is told
   */
  async principalOf(request: Asked, use: SessionUse = "asks"): Promise<Principal | undefined> {
    if (!isBearer(request)) {
      const session = sessionOf(request);
      const principal = session === undefined ? undefined : await this.sources.sessions?.principalOf(session, this.now(), use);
      if (principal && session !== undefined) {
        checkForgery(request, session);
        return principal;
      }
    }
    return (await this.signInOf(request))?.principal;
  }

  /** As `principalOf`, by what the header shows alone: a session does not begin a session. */
  async signInOf(request: Asked): Promise<SignIn | undefined> {
    const secret = secretOf(request);
    if (secret === undefined) return undefined;
    const { keys, tokens } = this.sources;
    if (!looksLikeToken(secret)) return keys && keySignIn(await keys.keys(), secret, this.now());
    return tokens && { principal: await tokens.principalOf(secret, this.now()) };
  }
}

function isBearer({ headers }: Asked): boolean {
  return /^bearer /i.test(headers.authorization ?? "");
}

function keySignIn(keys: Awaited<ReturnType<KeyFile["keys"]>>, secret: string, nowMs: number): SignIn | undefined {
  const key = keyOfSecret(keys, secret, nowMs);
  if (!key) return undefined;
  const { id, organisation, role, sha256: keySha256 } = key;
  return { principal: { id, organisation, role, expiresAtMs: Date.parse(key.expiresAt) }, keySha256 };
}
