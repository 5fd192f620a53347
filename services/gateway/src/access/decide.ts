import type { Role } from "@phm/service-kit";
import type { Principal } from "../identity/principal.js";

/** What a route does: shows, carries work out, decides what is to be done, or changes how the installation works. */
export const ACTIONS = ["read", "work", "plan", "administer"] as const;
export type Action = (typeof ACTIONS)[number];

/** What a route asks of its caller. `public` asks nothing: it shows no records, or has a secret of its own. */
export type Demand = Action | "public";

export type Decision = "allow" | "unauthenticated" | "permission_denied" | "not_found";

/** The highest action of each role in its own organisation; it may do those below as well. Who is not here may do nothing. */
const HIGHEST: Readonly<Partial<Record<Role, Action>>> = { viewer: "read", technician: "work", planner: "plan", admin: "administer" };

/**
 * Whether a request may pass.
 * @param asked organisation that the request names, if any: one that is not the principal's is not found, so that nobody learns
 *   which organisations there are
 */
export function decide(demand: Demand, principal: Principal | undefined, asked: string | undefined): Decision {
  if (demand === "public") return "allow";
  if (!principal) return "unauthenticated";
  if (asked !== undefined && asked !== principal.organisation) return "not_found";
  const highest = HIGHEST[principal.role];
  return highest !== undefined && ACTIONS.indexOf(demand) <= ACTIONS.indexOf(highest) ? "allow" : "permission_denied";
}
