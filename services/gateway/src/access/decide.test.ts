import { expect, test } from "@jest/globals";
import { ROLES, type Role } from "@phm/service-kit";
import fc from "fast-check";
import type { Principal } from "../identity/principal.js";
import { ACTIONS, type Demand, decide } from "./decide.js";

const principal = (role: Role, organisation = "acme"): Principal => ({ id: "k", organisation, role });
const ALLOWED: Readonly<Record<Role, readonly Demand[]>> = {
  viewer: ["public", "read"],
  technician: ["public", "read", "work"],
  planner: ["public", "read", "work", "plan"],
  admin: ["public", "read", "work", "plan", "administer"],
  oem: ["public"],
  device: ["public"],
  service: ["public"],
};

test.each(ROLES)("a %s may do what the table of roles says and nothing else", (role) => {
  for (const demand of ["public", ...ACTIONS] as const)
    expect(decide(demand, principal(role), undefined)).toBe(ALLOWED[role].includes(demand) ? "allow" : "permission_denied");
});

test("without a key only what is public is open, whatever organisation is asked for", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTIONS), fc.option(fc.string(), { nil: undefined }), (action, asked) => {
      expect(decide(action, undefined, asked)).toBe("unauthenticated");
    }),
  );
});

test("another organisation than one's own is never found, for no role", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTIONS), fc.constantFrom(...ROLES), fc.string(), (action, role, asked) => {
      fc.pre(asked !== "acme");
      expect(decide(action, principal(role), asked)).toBe("not_found");
    }),
  );
});

test("a role that nobody knows may do nothing", () => {
  for (const action of ACTIONS) expect(decide(action, principal("root" as Role), undefined)).toBe("permission_denied");
});
