import type {
  ConditionLevel,
  Evidence,
  FailureCause,
  FailureMechanism,
  FailureMode,
  OrderCommandKind,
  OrderRole,
  PartBooking,
  ProofResult,
  RulStatus,
  Tier,
  VerdictResult,
  WorkOrderEventKind,
  WorkOrderState,
  Zone,
} from "@phm/domain";
import { type Answer, request, send } from "../api/request.js";

interface Words {
  readonly en: string;
  readonly zh: string;
}

export interface Figures {
  readonly time: string;
  readonly state: ConditionLevel;
  readonly levelRatio: number | null;
  readonly zone: Zone | null;
  readonly confidence: number | null;
}

/** What people have put down on an order. */
export interface Work {
  readonly assignee?: string;
  readonly checklist: readonly CheckItem[];
  readonly timeBookings: readonly {
    readonly person: string;
    readonly start: string;
    readonly minutes: number;
    readonly ratePerHour?: number;
    readonly note?: string;
  }[];
  readonly partBookings: readonly PartBooking[];
  readonly booked: { readonly workTimeS: number; readonly cost: { readonly labour: number; readonly parts: number } };
  readonly attachments: readonly Attachment[];
}

export interface CheckItem {
  readonly number: number;
  readonly text: Words;
  readonly tick?: {
    readonly person: string;
    readonly time: string;
    readonly reading?: number;
    readonly unit?: string;
    readonly note?: string;
  };
}

export interface Attachment {
  readonly number: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly person: string;
  readonly time: string;
}

/** What was advised on a machine, with what it rests on. */
export interface Advice {
  readonly point: string;
  readonly confidence: number;
  readonly dueAt: string;
  readonly due: { readonly reasonEn: string; readonly reasonZh: string } | null;
  readonly rul: { readonly status: RulStatus; readonly p10S?: number; readonly p50S?: number; readonly p90S?: number };
  readonly evidence: readonly Evidence[];
  readonly actionsEn: readonly string[];
  readonly actionsZh: readonly string[];
  readonly reasonEn: string;
  readonly reasonZh: string;
  readonly trace: Readonly<Record<string, string>>;
}

export interface Ticket {
  readonly id: string;
  readonly site: string;
  readonly asset: string;
  readonly component: string;
  readonly failureMode?: FailureMode;
  readonly tier: Tier;
  readonly state: WorkOrderState;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly previousOrder?: string;
  readonly task?: { readonly title: Words; readonly description?: Words };
  readonly advisory?: Advice;
  readonly history: readonly { readonly time: string; readonly kind: WorkOrderEventKind; readonly actor: string; readonly note?: string }[];
  readonly work?: Work;
  readonly condition?: { readonly opening: Figures; readonly worst: Figures; readonly after: Figures | null; readonly result: ProofResult };
  readonly suggestsClosing?: Words;
  readonly verdict?: {
    readonly result: VerdictResult;
    readonly failureMode?: FailureMode;
    readonly mechanism?: FailureMechanism;
    readonly cause?: FailureCause;
    readonly repaired: boolean;
    readonly time: string;
    readonly workDone: string;
    readonly actor: string;
  };
  readonly recommended?: {
    readonly checks: readonly Words[];
    readonly tools: readonly Words[];
    readonly parts: readonly { readonly nameEn: string; readonly nameZh: string; readonly neededCount: number }[];
    readonly estimatedMinutes: number;
  };
  readonly legalCommands: readonly {
    readonly command: OrderCommandKind;
    readonly to: WorkOrderState | null;
    readonly roles: readonly OrderRole[];
  }[];
  readonly people: Readonly<Record<string, string>>;
}

/** A ticket and the version that a decision on it goes by. */
export interface ReadTicket {
  readonly ticket: Ticket;
  readonly etag: string | undefined;
}

export const orderPath = (id: string) => `/work-orders/${encodeURIComponent(id)}`;
/** What the API calls some commands in its paths. */
const PATHS: Readonly<Partial<Record<OrderCommandKind, string>>> = {
  finish: "done",
  comment: "comments",
  tick: "checklist",
  book_time: "time",
  book_part: "parts",
};
const UPLOAD_TIMEOUT_MS = 300_000;

export async function readTicket(id: string): Promise<ReadTicket> {
  const { body, etag } = await request<Ticket>(orderPath(id));
  return { ticket: body, etag };
}

/** Carries a command out, once however often it is sent. @throws ApiError, of status 409 or 412 where the order has changed since it was read */
export async function carryOut(
  { ticket, etag }: ReadTicket,
  command: OrderCommandKind,
  said: Readonly<Record<string, unknown>>,
  requestId: string,
): Promise<ReadTicket> {
  const headers = { ...matching(etag), "Idempotency-Key": requestId };
  const answer = await send<Ticket>("POST", `${orderPath(ticket.id)}/${PATHS[command] ?? command}`, said, headers);
  return changed(ticket, answer);
}

/** Attaches a file as it is, such as a photo. @throws ApiError, of status 409 or 412 where the order has changed since it was read */
export async function attach(
  { ticket, etag }: ReadTicket,
  file: File,
  as: { readonly actor: string; readonly role: OrderRole },
): Promise<ReadTicket> {
  const path = `${orderPath(ticket.id)}/attachments?${new URLSearchParams({ name: file.name, ...as })}`;
  const headers = { ...matching(etag), "Content-Type": file.type || "application/octet-stream" };
  const answer = await request<Ticket>(path, { method: "POST", body: file, headers, timeoutMs: UPLOAD_TIMEOUT_MS });
  return changed(ticket, answer);
}

/** What a change answers has no word of the knowledge base: that stays. */
function changed(before: Ticket, { body, etag }: Answer<Ticket>): ReadTicket {
  return { ticket: before.recommended ? { ...body, recommended: before.recommended } : body, etag };
}

/** Where the browser finds a file of an order. */
export const attachmentUrl = (id: string, number: number) => `/api/v1${orderPath(id)}/attachments/${number}`;

function matching(etag: string | undefined): Record<string, string> {
  return etag ? { "If-Match": etag } : {};
}
