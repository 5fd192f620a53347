import { type ConfigOf, durationMs, optionalUrl, secretSetting, setting, text } from "@phm/service-kit";
import { z } from "zod";

/** Signatures with a key pair. With a shared secret, whoever checks a token could make one. */
export const TOKEN_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"] as const;
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

const DEFAULT_ALGORITHMS = "RS256,ES256,EdDSA";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;
const ISSUER = "an https:// URL without query or fragment (http:// on 127.0.0.1, ::1 or localhost alone)";

/** Whether what is read there can only come from there: by https, or from this machine. */
export function isTrustworthyUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash, username } = new URL(url);
  const isPrivate = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  return isPrivate && search === "" && hash === "" && username === "";
}

const issuer = optionalUrl(["https:", "http:"]).refine((url) => url === undefined || isTrustworthyUrl(url), { message: ISSUER });
const publicUrl = optionalUrl(["https:", "http:"]).refine(
  (url) => url === undefined || (isTrustworthyUrl(url) && new URL(url).pathname === "/"),
  {
    message: "an https:// URL without a path (http:// on 127.0.0.1, ::1 or localhost alone)",
  },
);
const algorithms = z
  .string()
  .optional()
  .transform((given) => (given ?? DEFAULT_ALGORITHMS).split(","))
  .refine(
    (names): names is TokenAlgorithm[] => names.length > 0 && names.every((name) => TOKEN_ALGORITHMS.includes(name as TokenAlgorithm)),
    {
      message: `some of ${TOKEN_ALGORITHMS.join(", ")}, with commas between them`,
    },
  );
/** A claim, or with dots a claim within claims: `realm_access.roles`. A claim that is a URL has its dots in it and is looked for first. */
const claim = (name: string) => text({ default: name });

/** Whose tokens are believed, and what in them counts. Without an issuer there are none. */
export const oidcSettings = {
  oidcIssuer: setting("PHM_OIDC_ISSUER", issuer),
  /** What `aud` must name: the id under which the issuer knows this suite. */
  oidcAudience: setting("PHM_OIDC_AUDIENCE", z.string().optional()),
  /** Under which the issuer knows the console. Given: people sign in at the issuer's own page. */
  oidcClientId: setting("PHM_OIDC_CLIENT_ID", z.string().optional()),
  /** Of a confidential client. */
  oidcClientSecret: secretSetting("PHM_OIDC_CLIENT_SECRET", z.string().optional()),
  /** Where browsers reach this gateway. */
  publicUrl: setting("PHM_PUBLIC_URL", publicUrl),
  oidcAlgorithms: setting("PHM_OIDC_ALGORITHMS", algorithms),
  oidcOrganisationClaim: setting("PHM_OIDC_ORGANISATION_CLAIM", claim("organisation")),
  oidcRoleClaim: setting("PHM_OIDC_ROLE_CLAIM", claim("roles")),
  /** What stands before a role's name in that claim, as in `phm-viewer`; what has other names is passed over. */
  oidcRolePrefix: setting("PHM_OIDC_ROLE_PREFIX", z.string().optional()),
  /** By how much the issuer's clock and ours may differ. */
  oidcClockToleranceMs: setting("PHM_OIDC_CLOCK_TOLERANCE", durationMs({ min: 0, max: 5 * MINUTE_MS, default: 30_000 })),
  /** For how long keys go on counting while the issuer cannot be reached. */
  oidcKeysMaxAgeMs: setting("PHM_OIDC_KEYS_MAX_AGE", durationMs({ min: 1_000, max: 24 * HOUR_MS, default: HOUR_MS })),
};

export type OidcConfig = ConfigOf<typeof oidcSettings>;
