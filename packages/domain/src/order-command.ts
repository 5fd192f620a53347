import type { TimeNs } from "./time.js";
import type { VerdictStatement } from "./verdict.js";
import type { AttachedFile, PartBooking, SignatureMethod, TimeBooking } from "./work-order-record.js";

/** As what a person gives a command. A viewer only reads. */
export const ORDER_ROLES = ["viewer", "technician", "planner", "admin"] as const;
export type OrderRole = (typeof ORDER_ROLES)[number];

/** What people can do with an order. */
export const ORDER_COMMANDS = [
  "acknowledge",
  "assign",
  "plan",
  "start",
  "hold",
  "resume",
  "finish",
  "verify",
  "close",
  "cancel",
  "reject",
  "reopen",
  "comment",
  "tick",
  "book_time",
  "book_part",
  "attach",
] as const;
export type OrderCommandKind = (typeof ORDER_COMMANDS)[number];

/** What a person wants done with an order. */
export type OrderCommand =
  | { readonly kind: "acknowledge" | "start" }
  /** Without an assignee the assignment is taken back. */
  | { readonly kind: "assign"; readonly assignee?: string }
  | { readonly kind: "plan"; readonly startNs: TimeNs; readonly endNs: TimeNs }
  | { readonly kind: "hold" | "reopen"; readonly reason: string }
  | { readonly kind: "cancel"; readonly reason: string }
  | { readonly kind: "reject"; readonly reason: string }
  | { readonly kind: "resume" | "finish" | "comment"; readonly note: string }
  | { readonly kind: "verify"; readonly name: string; readonly method: SignatureMethod }
  /** `timeNs`: when the work was done; left out: when it was finished, else now. */
  | { readonly kind: "close"; readonly statement: VerdictStatement; readonly timeNs?: TimeNs }
  | { readonly kind: "tick"; readonly number: number; readonly reading?: number; readonly unit?: string; readonly note?: string }
  | { readonly kind: "book_time"; readonly booking: TimeBooking }
  | { readonly kind: "book_part"; readonly booking: PartBooking }
  | { readonly kind: "attach"; readonly file: Pick<AttachedFile, "name" | "contentType" | "bytes" | "sha256"> };
