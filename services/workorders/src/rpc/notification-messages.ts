import { deliveryStateCodec, noticeKindCodec, notificationChannelToWire } from "@phm/contracts";
import type { NotificationChannel } from "@phm/domain";
import type { StoredDelivery } from "../notify/delivery-log.js";

/** A channel as it may be shown: a secret is only ever given, never told. */
export function shownChannel({ secret: _, ...channel }: NotificationChannel): ReturnType<typeof notificationChannelToWire> {
  return notificationChannelToWire(channel);
}

export function deliveryMessage({ delivery, channel, kind, order, state, attempts, createdNs, nextNs, lastError }: StoredDelivery) {
  return {
    ...{ id: delivery, channel, order, attempts, lastError },
    kind: noticeKindCodec.toWire(kind) as number,
    state: deliveryStateCodec.toWire(state) as number,
    createdNs: BigInt(createdNs),
    nextNs: BigInt(nextNs),
  };
}
