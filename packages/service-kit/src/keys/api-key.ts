import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { InvalidValue, organisationId, siteId } from "@phm/domain";
import { z } from "zod";

/** People and programs of an organisation, in rising order: each may do what those before it may. */
export const RISING_ROLES = ["viewer", "technician", "planner", "admin"] as const;

/**
 * Who a caller is. Beside the rising roles: `oem`, an equipment maker, who sees what owners share; `device`, a sensor, connector or
 * sender, which hands measurements to ingest and reads nothing; `service`, a service or tool of the suite, which calls the others by gRPC.
 */
export const ROLES = [...RISING_ROLES, "oem", "device", "service"] as const;
export type Role = (typeof ROLES)[number];

const SECRET_BYTES = 32;
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** What is kept of a key. The key itself is shown once, when it is made, and is not kept. */
export interface ApiKey {
  /** Names the key in lists and logs; it is no secret. */
  readonly id: string;
  /** SHA-256 of the key's text, hexadecimal. The secret has 256 random bits, so a slow hash would add nothing. */
  readonly sha256: string;
  readonly organisation: string;
  readonly role: Role;
  /** Of a device alone: the one site whose measurements it hands over. Left out: any of its organisation. */
  readonly site?: string;
  /** RFC 3339; from then on the key opens nothing. */
  readonly expiresAt: string;
}

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), { message: "a time (RFC 3339)" });

export const apiKeySchema: z.ZodType<ApiKey> = z
  .strictObject({
    id: z.string().regex(ID, "1 to 64 small letters, digits or -"),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
    organisation: z.string().refine((text) => isId(organisationId, text), { message: "the id of an organisation" }),
    role: z.enum(ROLES),
    site: z
      .string()
      .refine((text) => isId(siteId, text), { message: "the id of a site" })
      .optional(),
    expiresAt: time,
  })
  .refine(({ site, role }) => site === undefined || role === "device", { message: "left out, but for role device", path: ["site"] })
  .transform(({ site, ...key }) => ({ ...key, ...(site === undefined ? {} : { site }) }));

/**
 * A new key of 256 random bits.
 * @returns what is kept, and the secret, which is to be shown once
 * @throws InvalidValue naming the field that breaks a rule
 */
export function makeApiKey(facts: Omit<ApiKey, "sha256">): { readonly key: ApiKey; readonly secret: string } {
  const secret = `phm_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  const parsed = apiKeySchema.safeParse({ ...facts, sha256: sha256Of(secret).toString("hex") });
  if (parsed.success) return { key: parsed.data, secret };
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? "key");
  throw new InvalidValue(field, (facts as Readonly<Record<string, unknown>>)[field], issue?.message ?? "a key");
}

/** The key that the secret belongs to and that has not expired, or undefined. Takes the same time for every wrong secret. */
export function keyOfSecret(keys: readonly ApiKey[], secret: string, nowMs: number): ApiKey | undefined {
  const hash = sha256Of(secret);
  const [found] = keys.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, "hex"), hash));
  return found && Date.parse(found.expiresAt) > nowMs ? found : undefined;
}

function sha256Of(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isId(parse: (text: string) => string, text: string): boolean {
  try {
    return parse(text) === text;
  } catch {
    return false;
  }
}
