import type { Role } from "@phm/service-kit";
import type { Request } from "express";

/** Who asks: what stands behind the key, the token or the session of a request. */
export interface Principal {
  /** Id of the key, or the subject of the token. It is no secret. */
  readonly id: string;
  readonly organisation: string;
  readonly role: Role;
  /** From then on (milliseconds since 1970) what was shown opens nothing. Left out where it does not end by itself. */
  readonly expiresAtMs?: number;
}

const principals = new WeakMap<Request, Principal>();

export function setPrincipal(request: Request, principal: Principal): void {
  principals.set(request, principal);
}

/** Undefined where the API asks for no keys, and for what is public. */
export function principalOf(request: Request): Principal | undefined {
  return principals.get(request);
}
