import { type DeliveryMessage, deliveryStateCodec, noticeKindCodec } from "@phm/contracts";
import { formatTimeNs, type NotificationChannel, type NotificationRule } from "@phm/domain";

/** A channel as the API shows it: without its secret, and without the path of an address that is a secret itself. */
export function channelView({ id, kind, url, to, language, roles }: NotificationChannel) {
  return { id, kind, host: url === undefined ? null : new URL(url).host, to, language, roles };
}

export function ruleView({ id, site, kinds, leastTier, roles, quietHours, escalateAfterMin, escalateTo }: NotificationRule) {
  return {
    ...{ id, site: site ?? null, kinds, leastTier, roles },
    ...{ quietHours: quietHours ?? null, escalateAfterMin: escalateAfterMin ?? null, escalateTo },
  };
}

/** One message to one channel; `next` is when it is tried again, or was settled. */
export function deliveryView({ id, channel, kind, order, state, attempts, createdNs, nextNs, lastError }: DeliveryMessage) {
  return {
    ...{ id, channel, order, attempts, lastError },
    kind: noticeKindCodec.fromWire(kind, "kind"),
    state: deliveryStateCodec.fromWire(state, "state"),
    created: formatTimeNs(createdNs),
    next: formatTimeNs(nextNs),
  };
}
