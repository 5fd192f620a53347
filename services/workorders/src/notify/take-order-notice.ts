import { fromBinary } from "@bufbuild/protobuf";
import { routeNotice } from "@phm/advisory";
import { WorkOrderSchema, workOrderFromWire } from "@phm/contracts";
import { isStanding, type NoticeKind, type TimeNs, type WorkOrder } from "@phm/domain";
import type { MessageHandler } from "@phm/service-kit";
import type { DeliveryLog } from "./delivery-log.js";
import type { NotificationSettings } from "./notification-settings.js";

export interface NoticeDependencies {
  readonly settings: NotificationSettings;
  readonly deliveries: DeliveryLog;
  readonly nowNs: () => TimeNs;
}

/**
 * Decides who is told of an announced change of an order, and puts one delivery for each channel on record. The announcement's message
 * id names the transition, so a redelivery adds nothing, whatever has become of the order meanwhile.
 */
export function takeOrderNotice({ settings, deliveries, nowNs }: NoticeDependencies): MessageHandler {
  return async ({ payload, messageId, stream, sequence }) => {
    const order = workOrderFromWire(fromBinary(WorkOrderSchema, payload));
    const { organisation } = order.ref;
    const [rules, channels] = await Promise.all([settings.rules(organisation), settings.channels(organisation)]);
    const now = nowNs();
    const announcement = messageId ?? `${stream}-${sequence}`;
    const notice = { kind: noticeKindOf(order, announcement), ref: order.ref, tier: order.tier, timeNs: order.updatedNs };
    for (const { channel, kind, sendNs } of routeNotice(notice, rules, channels, now)) {
      const delivery = `${announcement}:${kind === "order_unacknowledged" ? `${kind}:${channel}` : channel}`;
      await deliveries.add({ organisation, delivery, channel, kind, order: order.id, sendNs }, now);
    }
  };
}

/** `…:workorder:N` tells of the order's event N. */
const TRANSITION = /:workorder:(\d+)$/;

/** By the event that is told of, which may be told late; what an advisory did is told as the order is. */
function noticeKindOf({ history, state }: WorkOrder, announcement: string): NoticeKind {
  const number = Number(TRANSITION.exec(announcement)?.[1]);
  const told = history.find(({ sequence }) => sequence === number);
  if (told?.kind === "proved") return "order_changed";
  if (!isStanding({ state: told?.state ?? state })) return "order_ended";
  return number === 1 || (told === undefined && history.length <= 1) ? "order_opened" : "order_changed";
}
