import { ServiceError } from "@phm/service-kit";
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { isTrustworthyUrl } from "./oidc-settings.js";

const ANSWER_WITHIN_MS = 5_000;
/** An unknown key id makes the keys be read again, but not more often than this: a caller can invent ids. */
const NEW_KEYS_AFTER_MS = 30_000;
/** How soon an issuer that has failed is asked again. */
const ASK_AGAIN_AFTER_MS = 2_000;
/** Keys are read again in the background from this age on, so that one that the issuer has withdrawn goes soon. */
const REFRESH_AFTER_MS = 10 * 60_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/**
 * The public keys of an issuer, found by OpenID Connect Discovery 1.0, kept, and read again when they are old or a token names one that is
 * not among them. Where they come from is the issuer's word alone: what a token says of its keys (`jku`, `x5u`, `jwk`) is not looked at.
 */
export class IssuerKeys {
  #keys: Promise<RemoteKeys> | undefined;
  #failedAtMs = Number.NEGATIVE_INFINITY;
  #refreshAtMs = 0;

  /** @param maxAgeMs for how long keys count after they were read, while newer ones cannot be had */
  constructor(
    private readonly issuer: string,
    private readonly maxAgeMs: number,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** For jose. @throws ServiceError unavailable where the issuer cannot be asked and what is known does not do */
  readonly get: JWTVerifyGetKey = async (header, token) => {
    try {
      const keys = await this.#opened();
      this.#refresh(keys);
      return await keys(header, token);
    } catch (error) {
      // What the token is to blame for: it names no key of the issuer's, or one of several.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw unavailable(this.issuer, error);
    }
  };

  #opened(): Promise<RemoteKeys> {
    this.#keys ??= this.#discover().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  async #discover(): Promise<RemoteKeys> {
    const url = `${this.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const answer = await this.#fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    const { issuer, jwks_uri } = discovery.parse(await answer.json());
    if (issuer !== this.issuer) throw new Error(`${url} speaks for ${issuer}`);
    if (!isTrustworthyUrl(jwks_uri)) throw new Error(`jwks_uri is ${jwks_uri}; it must be an https:// URL`);
    this.#refreshAtMs = this.monotonicMs() + REFRESH_AFTER_MS;
    return createRemoteJWKSet(new URL(jwks_uri), {
      timeoutDuration: ANSWER_WITHIN_MS,
      cooldownDuration: Math.min(NEW_KEYS_AFTER_MS, this.maxAgeMs),
      cacheMaxAge: this.maxAgeMs,
      [customFetch]: (each, options) => this.#fetch(each, options),
    });
  }

  /** An issuer that is down is not asked for every request. It cannot send us elsewhere. */
  async #fetch(url: string, options: RequestInit): Promise<Response> {
    if (this.monotonicMs() - this.#failedAtMs < ASK_AGAIN_AFTER_MS) throw new Error("the issuer has not answered just now");
    try {
      const answer = await fetch(url, { ...options, redirect: "manual" });
      if (answer.status !== 200) this.#failedAtMs = this.monotonicMs();
      return answer;
    } catch (error) {
      this.#failedAtMs = this.monotonicMs();
      throw error;
    }
  }

  #refresh(keys: RemoteKeys): void {
    const nowMs = this.monotonicMs();
    if (nowMs < this.#refreshAtMs) return;
    this.#refreshAtMs = nowMs + REFRESH_AFTER_MS;
    // A failure is told when the keys that are known are too old.
    void keys.reload().catch(() => {});
  }
}

function unavailable(issuer: string, cause: unknown): ServiceError {
  return new ServiceError("unavailable", `the keys of ${issuer} cannot be had, so its tokens cannot be checked`, {
    reason: "issuer_unavailable",
    field: "PHM_OIDC_ISSUER",
    cause,
  });
}
