import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { ServiceError } from "@phm/service-kit";
import { z } from "zod";
import type { Principal } from "../principal.js";
import { ANSWER_WITHIN_MS, type IssuerDirectory } from "./issuer-directory.js";
import type { TokenVerifier } from "./token-verifier.js";

export interface CodeFlowOptions {
  readonly clientId: string;
  /** Of a confidential client; a public one has none, as PKCE stands in for it. */
  readonly clientSecret?: string;
  /** Where the issuer sends the browser back to. */
  readonly redirectUrl: string;
}

/** What the browser keeps between going to the issuer and coming back, and shows nobody else. */
export interface Started {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What the provider sends back by way of the browser. */
export interface Returned {
  readonly code: string;
  readonly state: string;
  /** Where it says who it is (RFC 9207). */
  readonly issuer: string | undefined;
}

const RANDOM_BYTES = 32;
const random = (): string => randomBytes(RANDOM_BYTES).toString("base64url");
const tokenAnswer = z.object({ id_token: z.string().max(16_384) });

/** Signing in at an OpenID provider's own page: the authorization code flow with PKCE (RFC 7636) and a nonce. */
export class CodeFlow {
  constructor(
    private readonly directory: IssuerDirectory,
    /** Believes ID tokens, whose audience is the client. */
    private readonly tokens: TokenVerifier,
    private readonly options: CodeFlowOptions,
  ) {}

  /** @returns where the browser goes, and what it keeps @throws ServiceError unavailable */
  async start(): Promise<{ readonly url: string; readonly started: Started }> {
    const started = { state: random(), nonce: random(), verifier: random() };
    const { authorization_endpoint: endpoint } = await this.#document();
    if (endpoint === undefined) throw this.directory.unavailable("names no page to sign in at", undefined);
    const url = new URL(endpoint);
    const asked = {
      ...{ response_type: "code", client_id: this.options.clientId, redirect_uri: this.options.redirectUrl, scope: "openid profile" },
      ...{ state: started.state, nonce: started.nonce },
      ...{ code_challenge: createHash("sha256").update(started.verifier).digest("base64url"), code_challenge_method: "S256" },
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return { url: url.href, started };
  }

  /**
   * Who has signed in there.
   * @param started what this browser kept; undefined where it has not begun here, as when another site sends it
   * @throws ServiceError unauthenticated where what comes back does not belong to what was begun, unavailable
   */
  async finish({ code, state, issuer }: Returned, started: Started | undefined, nowMs: number): Promise<Principal> {
    if (!started || !isEqual(state, started.state)) throw refused("it was not begun in this browser");
    if (issuer !== undefined && issuer !== this.directory.issuer) throw refused("another provider has answered");
    return this.tokens.principalOf(await this.#idToken(code, started.verifier), nowMs, started.nonce);
  }

  async #idToken(code: string, verifier: string): Promise<string> {
    const { token_endpoint: endpoint } = await this.#document();
    if (endpoint === undefined) throw this.directory.unavailable("names no place for codes", undefined);
    const { clientId, clientSecret, redirectUrl } = this.options;
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUrl, client_id: clientId, code_verifier: verifier };
    const basic = clientSecret && Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString("base64");
    const headers = { accept: "application/json", ...(basic ? { authorization: `Basic ${basic}` } : {}) };
    const answer = await this.#ask(endpoint, { method: "POST", headers, body: new URLSearchParams(form) });
    if (answer.status !== 200) throw refused("the provider does not take the code");
    const { data } = tokenAnswer.safeParse(await answer.json().catch(() => undefined));
    if (!data) throw refused("the provider gave no ID token");
    return data.id_token;
  }

  async #ask(url: string, request: RequestInit): Promise<Response> {
    try {
      const answer = await this.directory.fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      if (answer.status < 500) return answer;
      throw new Error(`${url} answered ${answer.status}`);
    } catch (error) {
      throw this.directory.unavailable("does not answer", error);
    }
  }

  async #document() {
    try {
      return await this.directory.document();
    } catch (error) {
      throw this.directory.unavailable("does not answer", error);
    }
  }
}

function refused(why: string): ServiceError {
  return new ServiceError("unauthenticated", `signing in has failed: ${why}`, { reason: "sign_in_refused" });
}

function isEqual(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}
