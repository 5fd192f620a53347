import type { ConditionLevel, Zone } from "./assessment.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { TimeNs } from "./time.js";

/** Who ticked an item, and what was read or noted there. */
export interface ItemTick {
  readonly person: string;
  readonly timeNs: TimeNs;
  readonly reading?: number;
  readonly unit?: string;
  readonly note?: string;
}

/** What must be in order before the machine runs again. */
export interface ChecklistItem {
  /** Counted from 1 within the order. */
  readonly number: number;
  readonly text: BilingualText;
  readonly tick?: ItemTick;
}

/** Time that a person has worked on it. */
export interface TimeBooking {
  readonly person: string;
  readonly startNs: TimeNs;
  readonly minutes: number;
  /** In the currency of the site; absent where nobody has said. */
  readonly ratePerHour?: number;
  readonly note?: string;
}

/**
 * What a booked part has done to the stock: `pending` until it is known, `issued` where it was taken out, `refused` where the store did
 * not have it, so that somebody must count.
 */
export const STOCK_EFFECTS = ["pending", "issued", "refused"] as const;
export type StockEffect = (typeof STOCK_EFFECTS)[number];

/** A part that was used. */
export interface PartBooking {
  /** Part number. */
  readonly part: string;
  readonly quantity: number;
  /** Of one, in the currency of the site; absent where nobody has said. */
  readonly costPerUnit?: number;
  readonly note?: string;
  /** The store that it comes from; absent where it is not out of stock. */
  readonly store?: string;
  /** Present with `store`. */
  readonly stock?: StockEffect;
}

/** Of one attached file: a photo, a scan, a short film of a machine that is running. */
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

/** What is known of an attached file; its content is kept as a blob under its hash. */
export interface AttachedFile {
  /** Counted from 1 within the order. */
  readonly number: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Of the content, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly person: string;
  readonly timeNs: TimeNs;
}

/** How a person has vouched for finished work. */
export const SIGNATURE_METHODS = ["typed", "drawn", "badge"] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/** Who vouches for the finished work. The name itself is kept with the persons, so that it can be erased. */
export interface OrderSignature {
  readonly person: string;
  readonly method: SignatureMethod;
  readonly timeNs: TimeNs;
}

/** What people have put down on an order. */
export interface OrderWork {
  readonly assignee?: string;
  readonly plannedStartNs?: TimeNs;
  readonly plannedEndNs?: TimeNs;
  /** Present while it is on hold. */
  readonly holdReason?: string;
  /** When the work was finished, in the machine's own time; absent until then, and again when it goes on. */
  readonly doneNs?: TimeNs;
  readonly signature?: OrderSignature;
  readonly checklist: readonly ChecklistItem[];
  readonly timeBookings: readonly TimeBooking[];
  readonly partBookings: readonly PartBooking[];
  readonly attachments: readonly AttachedFile[];
}

/** How the machine was at one assessment, as far as it concerns the order. */
export interface ConditionFigures {
  readonly timeNs: TimeNs;
  readonly state: ConditionLevel;
  /** Level over its reference; null where there was none. */
  readonly levelRatio: number | null;
  readonly zone: Zone | null;
  /** Confidence of the best finding of the order's failure family, 0 to 1; null where there was none. */
  readonly confidence: number | null;
}

/** `same`: not better. `not_yet_known`: no stable assessment since the work was finished. */
export const PROOF_RESULTS = ["better", "same", "not_yet_known"] as const;
export type ProofResult = (typeof PROOF_RESULTS)[number];

/** The machine's condition before the work and after it. */
export interface ConditionCourse {
  readonly opening: ConditionFigures;
  /** The worst between the opening and the end of the work. */
  readonly worst: ConditionFigures;
  /** The first stable assessment after the end of the work. */
  readonly after?: ConditionFigures;
  readonly result: ProofResult;
}
