import type { Role } from "@phm/service-kit";
import type { Request } from "express";

/** Who asks: what stands behind the key of a request. */
export interface Principal {
  /** Id of the key. */
  readonly id: string;
  readonly organisation: string;
  readonly role: Role;
}

const principals = new WeakMap<Request, Principal>();

export function setPrincipal(request: Request, principal: Principal): void {
  principals.set(request, principal);
}

/** Undefined where the API asks for no keys, and for what is public. */
export function principalOf(request: Request): Principal | undefined {
  return principals.get(request);
}
