import { type NoticeText, noticeText } from "@phm/advisory";
import type { NoticeKind, NotificationChannel, WorkOrder } from "@phm/domain";

/** What leaves by a channel. */
export interface OutgoingNotice {
  /** Stable over attempts. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly order: WorkOrder;
  readonly text: NoticeText;
  readonly sentAtMs: number;
}

/** Sends by one kind of channel. @throws Refused when another attempt cannot help, anything else when it may */
export type SendNotice = (channel: NotificationChannel, notice: OutgoingNotice, signal: AbortSignal) => Promise<void>;

/** The receiver will not take it, today or tomorrow. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export function outgoingNotice(
  id: string,
  kind: NoticeKind,
  order: WorkOrder,
  channel: NotificationChannel,
  sentAtMs: number,
): OutgoingNotice {
  return { id, kind, order, text: noticeText(kind, order, channel.language), sentAtMs };
}
