import { get, request, send } from "../api/request.js";
import { everyPage } from "../fleet/fleet-api.js";

export const DATA_CLASSES = ["waveform", "spectrum", "feature", "reading", "condition", "remaining_life", "work_order_status"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export type AssetSelection =
  | { readonly by: "list"; readonly assets: readonly { readonly site: string; readonly asset: string }[] }
  | { readonly by: "model"; readonly manufacturer: string; readonly model: string };

/** What an owner lets an equipment maker see. */
export interface ContractTerms {
  readonly oem: string;
  readonly assets: AssetSelection;
  readonly grants: readonly {
    readonly dataClass: DataClass;
    readonly fields?: readonly string[];
    readonly resolution: "raw" | "hour" | "day";
  }[];
  readonly horizon: { readonly from?: string; readonly until?: string; readonly delayS: number };
  readonly expires: string;
}

export interface SharingContract extends ContractTerms {
  readonly id: string;
  readonly state: "active" | "expired" | "revoked";
  readonly madeBy: string;
  readonly made: string;
}

/** One look at records, or one change. */
export interface AuditEntry {
  readonly sequence: number;
  readonly time: string;
  readonly who: string;
  readonly organisation: string;
  readonly what: string;
  readonly asset?: string;
  readonly decision: "allowed" | "refused";
  readonly contract?: string;
  readonly dataClass?: DataClass;
  readonly count: number;
}

export interface AuditVerification {
  readonly isSound: boolean;
  readonly entryCount: number;
  readonly end: { readonly sequence: number; readonly hash: string };
  readonly broken?: { readonly sequence: number };
}

const AUDIT_ROWS = 200;

/** All of them, the last one first. */
export const contracts = (): Promise<SharingContract[]> => everyPage("/sharing-contracts?");

export const makeContract = (terms: ContractTerms, key: string) =>
  send<SharingContract>("POST", "/sharing-contracts", terms, { "Idempotency-Key": key });

export const revokeContract = (id: string) =>
  request<SharingContract>(`/sharing-contracts/${encodeURIComponent(id)}/revoke`, { method: "POST" });

/** The latest. @param others only what other organisations were shown */
export const audit = async (others: boolean): Promise<readonly AuditEntry[]> =>
  (await get<{ items: readonly AuditEntry[] }>(`/audit?limit=${AUDIT_ROWS}${others ? "&others=true" : ""}`)).items;

export const auditVerification = () => get<AuditVerification>("/audit/verification");
