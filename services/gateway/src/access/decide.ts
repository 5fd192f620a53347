import type { Role } from "@phm/service-kit";
import type { Principal } from "../identity/principal.js";

/** What a route does: shows, carries work out, decides what is to be done, or changes how the installation works. */
export const ACTIONS = ["read", "work", "plan", "administer"] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * What a route asks of its caller. `public` asks nothing: it shows no records, or has a secret of its own. `partner` is an equipment maker:
 * it asks what others share with the own organisation.
 */
export type Demand = Action | "public" | "partner";

/** `shared`: it may pass as far as the sharing contracts of the organisation that it names let it, and no further. */
export type Decision = "allow" | "shared" | "unauthenticated" | "permission_denied" | "not_found";

/** The highest action of each role in its own organisation; it may do those below as well. Who is not here may do nothing. */
const HIGHEST: Readonly<Partial<Record<Role, Action>>> = { viewer: "read", technician: "work", planner: "plan", admin: "administer" };

/**
 * Whether a request may pass.
 * @param asked organisation that the request names, if any: one that is not the principal's is not found, so that nobody learns
 *   which organisations there are
 * @param isShared the route shows data that owners can share with equipment makers
 */
export function decide(demand: Demand, principal: Principal | undefined, asked: string | undefined, isShared = false): Decision {
  if (demand === "public") return "allow";
  if (!principal) return "unauthenticated";
  const isForeign = asked !== undefined && asked !== principal.organisation;
  if (isForeign) return isShared && demand === "read" && principal.role === "oem" ? "shared" : "not_found";
  if (demand === "partner") return principal.role === "oem" ? "allow" : "permission_denied";
  const highest = HIGHEST[principal.role];
  return highest !== undefined && ACTIONS.indexOf(demand) <= ACTIONS.indexOf(highest) ? "allow" : "permission_denied";
}
