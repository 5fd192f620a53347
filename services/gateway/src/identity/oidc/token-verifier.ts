import { ServiceError } from "@phm/service-kit";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Principal } from "../principal.js";
import type { TokenAlgorithm } from "./oidc-settings.js";
import { claimOf, organisationOfClaim, roleOfClaim } from "./token-claims.js";

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly TokenAlgorithm[];
  readonly clockToleranceMs: number;
  readonly organisationClaim: string;
  readonly roleClaim: string;
  readonly rolePrefix: string;
}

const MAX_SUBJECT_CHARS = 256;
const MS_PER_S = 1_000;

/** Believes signed tokens (RFC 7519) of one issuer, for one audience, by named algorithms, while they last. */
export class TokenVerifier {
  constructor(
    private readonly rules: TokenRules,
    private readonly keyOf: JWTVerifyGetKey,
  ) {}

  /**
   * Who the token is for.
   * @param nonce what an ID token must hold that was asked for with it
   * @throws ServiceError unauthenticated for a token that does not count; permission_denied for one that names no organisation or no role;
   *   unavailable where the issuer's keys cannot be had
   */
  async principalOf(token: string, nowMs: number, nonce?: string): Promise<Principal> {
    const { issuer, audience, algorithms, clockToleranceMs, organisationClaim, roleClaim, rolePrefix } = this.rules;
    const claims = await this.#claims(token, {
      issuer,
      audience,
      algorithms: [...algorithms],
      clockTolerance: clockToleranceMs / MS_PER_S,
      requiredClaims: ["exp", "sub"],
      currentDate: new Date(nowMs),
    });
    const { sub = "", exp = 0 } = claims;
    if (nonce !== undefined && claims.nonce !== nonce) throw refused("nonce");
    if (sub === "" || sub.length > MAX_SUBJECT_CHARS) throw refused("sub");
    const organisation = organisationOfClaim(claimOf(claims, organisationClaim));
    if (organisation === undefined) throw unmapped("organisation", organisationClaim);
    const role = roleOfClaim(claimOf(claims, roleClaim), rolePrefix);
    if (role === undefined) throw unmapped("role", roleClaim);
    return { id: sub, organisation, role, expiresAtMs: exp * MS_PER_S + clockToleranceMs };
  }

  async #claims(token: string, options: Parameters<typeof jwtVerify>[2]): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, this.keyOf, options)).payload;
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      if (error instanceof errors.JWTExpired)
        throw new ServiceError("unauthenticated", "the token has expired", { reason: "token_expired" });
      throw refused(error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined);
    }
  }
}

/** Says what was not accepted, and never what would be. */
function refused(claim: string | undefined): ServiceError {
  const what = claim === undefined ? "the token is not accepted" : `the token is not accepted: ${claim}`;
  return new ServiceError("unauthenticated", what, { reason: "token_refused" });
}

function unmapped(what: string, claim: string): ServiceError {
  return new ServiceError("permission_denied", `the token names no ${what} of this installation: claim ${claim}`, {
    reason: "token_unmapped",
  });
}
