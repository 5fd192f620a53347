import { KeyFile } from "@phm/service-kit";
import { Identity } from "./identity.js";
import { IssuerKeys } from "./oidc/issuer-keys.js";
import type { OidcConfig } from "./oidc/oidc-settings.js";
import { TokenVerifier } from "./oidc/token-verifier.js";
import { SessionBook, type SessionStore } from "./session/session-book.js";

export interface IdentityConfig extends OidcConfig {
  readonly apiKeysFile?: string | undefined;
}

/**
 * What the configuration says of who may come: nothing where it names neither keys nor an issuer.
 * @param sessions where sessions of people at a browser are kept; without it there are none
 */
export function identityOf(config: IdentityConfig, sessions?: SessionStore): { readonly identity?: Identity } {
  const tokens = tokenVerifier(config);
  const keys = config.apiKeysFile === undefined ? undefined : new KeyFile(config.apiKeysFile);
  if (!keys && !tokens) return {};
  const sources = {
    ...(keys && { keys }),
    ...(tokens && { tokens }),
    ...(sessions && { sessions: new SessionBook(sessions, keys) }),
  };
  return { identity: new Identity(sources, Date.now) };
}

function tokenVerifier(config: OidcConfig): TokenVerifier | undefined {
  const { oidcIssuer: issuer, oidcAudience: audience } = config;
  if (issuer === undefined || audience === undefined) return undefined;
  const rules = {
    issuer,
    audience,
    algorithms: config.oidcAlgorithms,
    clockToleranceMs: config.oidcClockToleranceMs,
    organisationClaim: config.oidcOrganisationClaim,
    roleClaim: config.oidcRoleClaim,
    rolePrefix: config.oidcRolePrefix ?? "",
  };
  return new TokenVerifier(rules, new IssuerKeys(issuer, config.oidcKeysMaxAgeMs).get);
}
