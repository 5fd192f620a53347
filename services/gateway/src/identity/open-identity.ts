import { KeyFile } from "@phm/service-kit";
import { Identity } from "./identity.js";
import { CodeFlow } from "./oidc/code-flow.js";
import { IssuerDirectory } from "./oidc/issuer-directory.js";
import { IssuerKeys } from "./oidc/issuer-keys.js";
import type { OidcConfig } from "./oidc/oidc-settings.js";
import { TokenVerifier } from "./oidc/token-verifier.js";
import { SessionBook, type SessionStore } from "./session/session-book.js";

/** Where the issuer sends the browser back to; it is registered there. */
const RETURN_PATH = "/api/v1/session/provider/return";

export interface IdentityConfig extends OidcConfig {
  readonly apiKeysFile?: string | undefined;
}

/**
 * What the configuration says of who may come: nothing where it names neither keys nor an issuer.
 * @param sessions where sessions of people at a browser are kept; without it there are none
 */
export function identityOf(config: IdentityConfig, sessions?: SessionStore): { readonly identity?: Identity } {
  const issuer = issuerParts(config);
  const keys = config.apiKeysFile === undefined ? undefined : new KeyFile(config.apiKeysFile);
  if (!keys && !issuer) return {};
  const sources = {
    ...(keys && { keys }),
    ...issuer,
    ...(sessions && { sessions: new SessionBook(sessions, keys) }),
  };
  return { identity: new Identity(sources, Date.now) };
}

interface IssuerParts {
  readonly tokens: TokenVerifier;
  readonly codeFlow?: CodeFlow;
}

function issuerParts(config: OidcConfig): IssuerParts | undefined {
  const { oidcIssuer: issuer, oidcAudience: audience, oidcClientId: clientId, oidcClientSecret: clientSecret, publicUrl } = config;
  if (issuer === undefined || audience === undefined) return undefined;
  const rules = {
    issuer,
    algorithms: config.oidcAlgorithms,
    clockToleranceMs: config.oidcClockToleranceMs,
    organisationClaim: config.oidcOrganisationClaim,
    roleClaim: config.oidcRoleClaim,
    rolePrefix: config.oidcRolePrefix ?? "",
  };
  const directory = new IssuerDirectory(issuer);
  const { get } = new IssuerKeys(directory, config.oidcKeysMaxAgeMs);
  const tokens = new TokenVerifier({ ...rules, audience }, get);
  if (clientId === undefined || publicUrl === undefined) return { tokens };
  const options = { clientId, redirectUrl: new URL(RETURN_PATH, publicUrl).href, ...(clientSecret === undefined ? {} : { clientSecret }) };
  return { tokens, codeFlow: new CodeFlow(directory, new TokenVerifier({ ...rules, audience: clientId }, get), options) };
}
