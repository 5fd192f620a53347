import type {
  Evidence,
  FailureMode,
  OrderCommandKind,
  OrderRole,
  RulStatus,
  Tier,
  VerdictResult,
  WorkOrderEventKind,
  WorkOrderState,
} from "@phm/domain";
import { request, send } from "../api/request.js";

interface Words {
  readonly en: string;
  readonly zh: string;
}

interface Figures {
  readonly time: string;
  readonly condition?: string;
  readonly levelRatio?: number | null;
}

/** What was advised on a machine, with what it rests on. */
export interface Advice {
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
  readonly work?: { readonly assignee?: string };
  readonly condition?: { readonly opening: Figures; readonly worst: Figures; readonly after: Figures | null };
  readonly suggestsClosing?: Words;
  readonly verdict?: {
    readonly result: VerdictResult;
    readonly failureMode?: FailureMode;
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

const of = (id: string) => `/work-orders/${encodeURIComponent(id)}`;
/** What the API calls some commands in its paths. */
const PATHS: Readonly<Partial<Record<OrderCommandKind, string>>> = { finish: "done", comment: "comments" };

export async function readTicket(id: string): Promise<ReadTicket> {
  const { body, etag } = await request<Ticket>(of(id));
  return { ticket: body, etag };
}

/** Carries a command out, once however often it is sent. @throws ApiError, of status 409 or 412 where the order has changed since it was read */
export async function carryOut(
  { ticket, etag }: ReadTicket,
  command: OrderCommandKind,
  said: Readonly<Record<string, unknown>>,
  requestId: string,
): Promise<ReadTicket> {
  const headers = { ...(etag ? { "If-Match": etag } : {}), "Idempotency-Key": requestId };
  const answer = await send<Ticket>("POST", `${of(ticket.id)}/${PATHS[command] ?? command}`, said, headers);
  return { ticket: answer.body, etag: answer.etag };
}
