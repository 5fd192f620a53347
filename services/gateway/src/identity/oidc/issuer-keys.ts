import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import { ANSWER_WITHIN_MS, type IssuerDirectory } from "./issuer-directory.js";

/** An unknown key id makes the keys be read again, but not more often than this: a caller can invent ids. */
const NEW_KEYS_AFTER_MS = 30_000;
/** Keys are read again in the background from this age on, so that one that the issuer has withdrawn goes soon. */
const REFRESH_AFTER_MS = 10 * 60_000;

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/**
 * The public keys of an issuer, kept, and read again when they are old or a token names one that is not among them. Where they come from is
 * the issuer's word alone: what a token says of its keys (`jku`, `x5u`, `jwk`) is not looked at.
 */
export class IssuerKeys {
  #keys: Promise<RemoteKeys> | undefined;
  #refreshAtMs = 0;

  /** @param maxAgeMs for how long keys count after they were read, while newer ones cannot be had */
  constructor(
    private readonly directory: IssuerDirectory,
    private readonly maxAgeMs: number,
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
      throw this.directory.unavailable("does not tell its keys, so its tokens cannot be checked", error);
    }
  };

  #opened(): Promise<RemoteKeys> {
    this.#keys ??= this.#open().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  async #open(): Promise<RemoteKeys> {
    const { jwks_uri } = await this.directory.document();
    this.#refreshAtMs = this.directory.monotonicMs() + REFRESH_AFTER_MS;
    return createRemoteJWKSet(new URL(jwks_uri), {
      timeoutDuration: ANSWER_WITHIN_MS,
      cooldownDuration: Math.min(NEW_KEYS_AFTER_MS, this.maxAgeMs),
      cacheMaxAge: this.maxAgeMs,
      [customFetch]: (each, options) => this.directory.fetch(each, options),
    });
  }

  #refresh(keys: RemoteKeys): void {
    const nowMs = this.directory.monotonicMs();
    if (nowMs < this.#refreshAtMs) return;
    this.#refreshAtMs = nowMs + REFRESH_AFTER_MS;
    // A failure is told when the keys that are known are too old.
    void keys.reload().catch(() => {});
  }
}
