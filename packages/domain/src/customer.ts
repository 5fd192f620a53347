import type { EquipmentCode } from "./equipment-code.js";
import type { OrganisationId, SiteId } from "./ids.js";

/** Someone to ask at a customer. Personal data: it is kept nowhere else, so what is taken out of the record is gone. */
export interface CustomerContact {
  readonly name: string;
  /** What for: `maintenance`, `purchasing`; may be empty. */
  readonly role: string;
  readonly email: string;
  readonly phone: string;
}

/** Whose machines these are (客户), as a CRM states it. */
export interface Customer {
  readonly organisation: OrganisationId;
  /** As the CRM numbers it, unique in the organisation. */
  readonly id: string;
  readonly name: string;
  /** May be empty. */
  readonly address: string;
  readonly contacts: readonly CustomerContact[];
}

/** `owner`: whose it is; `operator`: who runs it. */
export const CUSTOMER_RELATIONS = ["owner", "operator"] as const;
export type CustomerRelation = (typeof CUSTOMER_RELATIONS)[number];

/** Who owns or operates a node of the equipment register, and all that stands under it: at most one customer each. */
export interface CustomerLink {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly code: EquipmentCode;
  readonly relation: CustomerRelation;
  readonly customer: string;
}
