import { organisationId } from "@phm/domain";
import { RISING_ROLES, ROLES, type Role } from "@phm/service-kit";

type Claims = Readonly<Record<string, unknown>>;

/** A claim by its name; where there is none, the one within claims that the dots of the name lead to. */
export function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split(".")
    .reduce<unknown>((within, part) => (isClaims(within) && Object.hasOwn(within, part) ? within[part] : undefined), claims);
}

/** The one organisation that is named. Undefined for none, for several, and for what is no id. */
export function organisationOfClaim(claim: unknown): string | undefined {
  const [named, another] = Array.isArray(claim) ? claim : [claim];
  if (typeof named !== "string" || another !== undefined) return undefined;
  try {
    return organisationId(named);
  } catch {
    return undefined;
  }
}

/**
 * The role that is named. Of several rising roles the highest; undefined for none, and for another beside one of those: an equipment maker
 * is nobody's technician at the same time.
 * @param prefix stands before each name that counts
 */
export function roleOfClaim(claim: unknown, prefix: string): Role | undefined {
  const texts = (Array.isArray(claim) ? claim : [claim]).filter((each): each is string => typeof each === "string");
  const names = texts.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
  const roles = ROLES.filter((role) => names.includes(role));
  const rising = RISING_ROLES.filter((role) => roles.includes(role));
  return rising.length === roles.length ? rising.at(-1) : roles.length === 1 ? roles[0] : undefined;
}

function isClaims(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
