import { create } from "@bufbuild/protobuf";
import {
  type ChannelKind,
  checkNotificationChannel,
  checkNotificationRule,
  InvalidValue,
  type Language,
  type NoticeKind,
  type NotificationChannel,
  type NotificationRule,
  organisationId,
  siteId,
} from "@phm/domain";
import * as wire from "../gen/phm/notification/v1/notification_pb.js";
import { tierCodec } from "./advisory-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

const channelKindCodec = enumCodec<ChannelKind, wire.ChannelKind>({
  webhook: wire.ChannelKind.WEBHOOK,
  email: wire.ChannelKind.EMAIL,
  wecom: wire.ChannelKind.WECOM,
  dingtalk: wire.ChannelKind.DINGTALK,
  feishu: wire.ChannelKind.FEISHU,
});

export const noticeKindCodec = enumCodec<NoticeKind, wire.NoticeKind>({
  order_opened: wire.NoticeKind.ORDER_OPENED,
  order_changed: wire.NoticeKind.ORDER_CHANGED,
  order_ended: wire.NoticeKind.ORDER_ENDED,
  order_unacknowledged: wire.NoticeKind.ORDER_UNACKNOWLEDGED,
});

export const DELIVERY_STATES = ["pending", "sent", "dead", "dropped"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const deliveryStateCodec = enumCodec<DeliveryState, wire.DeliveryState>({
  pending: wire.DeliveryState.PENDING,
  sent: wire.DeliveryState.SENT,
  dead: wire.DeliveryState.DEAD,
  dropped: wire.DeliveryState.DROPPED,
});

/** With its secret: for the service that signs. What is shown to callers leaves it out first. */
export function notificationChannelToWire({ kind, to, roles, url, secret, ...channel }: NotificationChannel): wire.NotificationChannel {
  return create(wire.NotificationChannelSchema, {
    ...channel,
    kind: channelKindCodec.toWire(kind),
    to: [...to],
    roles: [...roles],
    ...present({ url, secret }),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function notificationChannelFromWire(message: wire.NotificationChannel | undefined): NotificationChannel {
  if (!message) throw new InvalidValue("channel", undefined, "present");
  const { id, organisation, kind, url, to, secret, language, roles } = message;
  const channel: NotificationChannel = {
    id,
    organisation: organisationId(organisation),
    kind: channelKindCodec.fromWire(kind, "kind"),
    ...present({ url, secret }),
    to,
    language: languageOf(language),
    roles,
  };
  checkNotificationChannel(channel);
  return channel;
}

export function notificationRuleToWire(rule: NotificationRule): wire.NotificationRule {
  const { id, organisation, site, kinds, leastTier, roles, quietHours, escalateAfterMin, escalateTo } = rule;
  return create(wire.NotificationRuleSchema, {
    id,
    organisation,
    site: site ?? "",
    kinds: kinds.map((kind) => noticeKindCodec.toWire(kind)),
    leastTier: tierCodec.toWire(leastTier),
    roles: [...roles],
    escalateTo: [...escalateTo],
    ...present({ escalateAfterMin, quietHours: quietHours && create(wire.QuietHoursSchema, quietHours) }),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function notificationRuleFromWire(message: wire.NotificationRule | undefined): NotificationRule {
  if (!message) throw new InvalidValue("rule", undefined, "present");
  const { id, organisation, site, kinds, leastTier, roles, quietHours, escalateAfterMin, escalateTo } = message;
  const rule: NotificationRule = {
    id,
    organisation: organisationId(organisation),
    ...(site ? { site: siteId(site) } : {}),
    kinds: kinds.map((kind, i) => noticeKindCodec.fromWire(kind, `kinds[${i}]`)),
    leastTier: tierCodec.fromWire(leastTier, "leastTier"),
    roles,
    ...(quietHours ? { quietHours: { from: quietHours.from, to: quietHours.to, timeZone: quietHours.timeZone } } : {}),
    ...present({ escalateAfterMin }),
    escalateTo,
  };
  checkNotificationRule(rule);
  return rule;
}

function languageOf(language: string): Language {
  if (language === "en" || language === "zh") return language;
  throw new InvalidValue("language", language, "en or zh");
}
