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
 * id names the transition, so a redelivery adds nothing.
 */
export function takeOrderNotice({ settings, deliveries, nowNs }: NoticeDependencies): MessageHandler {
  return async ({ payload, messageId, stream, sequence }) => {
    const order = workOrderFromWire(fromBinary(WorkOrderSchema, payload));
    const { organisation } = order.ref;
    const [rules, channels] = await Promise.all([settings.rules(organisation), settings.channels(organisation)]);
    const now = nowNs();
    const notice = { kind: noticeKindOf(order), ref: order.ref, tier: order.tier, timeNs: order.updatedNs };
    for (const { channel, kind, sendNs } of routeNotice(notice, rules, channels, now)) {
      const delivery = `${messageId ?? `${stream}-${sequence}`}:${kind}:${channel}`;
      await deliveries.add({ organisation, delivery, channel, kind, order: order.id, sendNs }, now);
    }
  };
}

function noticeKindOf(order: WorkOrder): NoticeKind {
  if (!isStanding(order)) return "order_ended";
  return order.history.length <= 1 ? "order_opened" : "order_changed";
}
