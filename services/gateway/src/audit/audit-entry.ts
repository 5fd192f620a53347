import type { Role } from "@phm/service-kit";

/** One look at records, or one change, or that it was refused. */
export interface AuditEntry {
  /** When it was asked, RFC 3339; of several that are told as one, the first. */
  readonly time: string;
  /** Id of the key, or subject of the token: no secret. */
  readonly who: string;
  readonly role: Role;
  /** Of who asked. */
  readonly organisation: string;
  /** Whose records they are. */
  readonly owner: string;
  /** What was asked, as the route is written: `GET /api/v1/assets/:asset/condition`. */
  readonly what: string;
  readonly site?: string;
  readonly asset?: string;
  readonly decision: "allowed" | "refused";
  /** Of what another organisation was shown: the contract that let it, and the class of data. */
  readonly contract?: string;
  readonly dataClass?: string;
  /** How often the same was asked in the same seconds; looks at the own records are counted, all else is told one by one. */
  readonly count: number;
}

/** The same for looks that can be told as one. */
export function lookKey({ who, role, organisation, owner, what, site, asset, decision }: AuditEntry): string {
  return JSON.stringify([who, role, organisation, owner, what, site, asset, decision]);
}

/** What a request asks: the route as it is written. */
export interface AskedRoute {
  readonly method: string;
  readonly path: string;
}
