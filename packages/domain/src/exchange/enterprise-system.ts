import type { OrganisationId, SiteId } from "../ids.js";
import type { Tier } from "../tier.js";
import type { Language } from "../words.js";
import type { WorkOrderState } from "../work-order.js";

/** What is told of an order of ours, under names of theirs. */
export const OUTBOUND_FIELDS = [
  "id",
  "sequence",
  "asset",
  "location",
  "component",
  "title",
  "text",
  "tier",
  "state",
  "due",
  "failureMode",
] as const;
export type OutboundField = (typeof OUTBOUND_FIELDS)[number];

/** What is read of an event of theirs: of an order (how it stands with them) or of a planned stop. */
export const INBOUND_FIELDS = [
  "id",
  "sequence",
  "order",
  "number",
  "state",
  "plannedStart",
  "plannedEnd",
  "stop",
  "location",
  "start",
  "end",
  "withdrawn",
  "note",
] as const;
export type InboundField = (typeof INBOUND_FIELDS)[number];

/** How an order of ours can stand with them. `closed` is not among them: closing needs a verdict, which a person gives here. */
export const EXTERNAL_STATES = ["open", "acknowledged", "in_progress", "on_hold", "done", "cancelled"] as const;
export type ExternalState = (typeof EXTERNAL_STATES)[number];

/** Where in a JSON document something stands: names with dots between them. */
export type FieldPath = string;

/** An ERP, EAM, MES or APS of a site, spoken to over REST. */
export interface EnterpriseSystem {
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  /** Where its paths begin; https, or http to this machine. */
  readonly url: string;
  /** Name of the environment variable with the value of its Authorization header; absent: none is sent. */
  readonly tokenVariable?: string;
  /** Orders are posted there. Absent: it is not told of any. */
  readonly ordersPath?: string;
  /** Its changes are asked for there, with `{cursor}` in it. Absent: it tells of them by webhook alone. */
  readonly changesPath?: string;
  readonly pollEveryS: number;
  /** Orders of a lower tier are not told. */
  readonly leastTier: Tier;
  readonly language: Language;
  readonly outbound: Readonly<Partial<Record<OutboundField, FieldPath>>>;
  /** Where its answer to an order has its own number. */
  readonly numberPath: FieldPath;
  /** Where its answer to a question for changes has the list of them, and the cursor of the next. */
  readonly changesListPath: FieldPath;
  readonly cursorPath: FieldPath;
  readonly inbound: Readonly<Partial<Record<InboundField, FieldPath>>>;
  /** Our words to theirs; a word that is missing is sent as ours. */
  readonly tiersOut: Readonly<Partial<Record<Tier, string>>>;
  readonly statesOut: Readonly<Partial<Record<WorkOrderState, string>>>;
  /** Their words to ours; a word that is missing is a conflict that people see. */
  readonly statesIn: Readonly<Record<string, ExternalState>>;
  /** Signs its webhooks (Standard Webhooks 1.0); only ever given, never told. Absent: no webhook is taken. */
  readonly secret?: string;
}
