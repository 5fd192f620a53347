import {
  DELIVERY_STATES,
  type DeliveryState,
  deliveryStateCodec,
  notificationChannelFromWire,
  notificationChannelToWire,
  notificationRuleFromWire,
  notificationRuleToWire,
} from "@phm/contracts";
import {
  CHANNEL_KINDS,
  checkNotificationChannel,
  checkNotificationRule,
  InvalidValue,
  NOTICE_KINDS,
  type NoticeKind,
  type NotificationChannel,
  type NotificationRule,
  type QuietHours,
  siteId,
  TIERS,
} from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyField, bodyNumber, bodyText, bodyTexts, bodyWord, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { channelView, deliveryView, ruleView } from "../views/notification-view.js";

const MAX_PAGE = 100;

/** Who is told of work orders and how, and what became of each message. A channel's secret is taken and never shown. */
export function notificationRoutes({ workorders: { notifications } }: GatewayContext): Router {
  const router = Router();
  router.get("/notifications", async (request, response) => {
    const { channels, rules } = await notifications.getSettings({ organisation: organisationOf(request) });
    response.json({
      channels: channels.map((each) => channelView(notificationChannelFromWire(each))),
      rules: rules.map((each) => ruleView(notificationRuleFromWire(each))),
    });
  });
  router.put("/notifications/channels/:id", jsonBody, async (request, response) => {
    const { channel } = await notifications.putChannel({ channel: notificationChannelToWire(channelOf(request)) });
    response.json(channelView(notificationChannelFromWire(channel)));
  });
  router.delete("/notifications/channels/:id", async (request, response) => {
    const { removed } = await notifications.removeChannel({ organisation: organisationOf(request), id: String(request.params.id) });
    response.status(removed ? 204 : 404).end();
  });
  router.put("/notifications/rules/:id", jsonBody, async (request, response) => {
    const { rule } = await notifications.putRule({ rule: notificationRuleToWire(ruleOf(request)) });
    response.json(ruleView(notificationRuleFromWire(rule)));
  });
  router.delete("/notifications/rules/:id", async (request, response) => {
    const { removed } = await notifications.removeRule({ organisation: organisationOf(request), id: String(request.params.id) });
    response.status(removed ? 204 : 404).end();
  });
  router.get("/notifications/deliveries", async (request, response) => {
    const state = stateOf(request);
    const place = { organisation: organisationOf(request), ...(state ? { state: deliveryStateCodec.toWire(state) } : {}) };
    const { deliveries, nextCursor } = await notifications.listDeliveries({ ...place, ...pageOf(request, MAX_PAGE) });
    response.json({ items: deliveries.map(deliveryView), nextCursor: nextCursor || undefined });
  });
  router.post("/notifications/deliveries/:id/retry", async (request, response) => {
    const { delivery } = await notifications.retryDelivery({ organisation: organisationOf(request), id: String(request.params.id) });
    if (delivery) response.json(deliveryView(delivery));
  });
  return router;
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
function channelOf(request: Request): NotificationChannel {
  const [url, secret] = [bodyText(request, "url"), bodyText(request, "secret")];
  const channel: NotificationChannel = {
    id: String(request.params.id),
    organisation: organisationOf(request),
    kind: bodyWord(request, "kind", CHANNEL_KINDS),
    ...(url ? { url } : {}),
    ...(secret ? { secret } : {}),
    to: bodyTexts(request, "to"),
    language: bodyWord(request, "language", ["en", "zh"] as const),
    roles: bodyTexts(request, "roles"),
  };
  checkNotificationChannel(channel);
  return channel;
}

function ruleOf(request: Request): NotificationRule {
  const site = bodyText(request, "site");
  const quietHours = quietHoursOf(request);
  const escalates = (bodyField(request, "escalateAfterMin") ?? null) !== null;
  const rule: NotificationRule = {
    id: String(request.params.id),
    organisation: organisationOf(request),
    ...(site ? { site: siteId(site) } : {}),
    kinds: bodyTexts(request, "kinds").map(noticeKindOf),
    leastTier: bodyWord(request, "leastTier", TIERS),
    roles: bodyTexts(request, "roles"),
    ...(quietHours ? { quietHours } : {}),
    ...(escalates ? { escalateAfterMin: bodyNumber(request, "escalateAfterMin") } : {}),
    escalateTo: bodyTexts(request, "escalateTo"),
  };
  checkNotificationRule(rule);
  return rule;
}

function noticeKindOf(kind: string): NoticeKind {
  if (NOTICE_KINDS.includes(kind as NoticeKind)) return kind as NoticeKind;
  throw new InvalidValue("kinds", kind, `one of ${NOTICE_KINDS.join(", ")}`, "unknown_word");
}

function quietHoursOf(request: Request): QuietHours | undefined {
  const body = bodyField(request, "quietHours") ?? null;
  if (body === null) return undefined;
  const of = { body };
  return { from: bodyText(of, "from"), to: bodyText(of, "to"), timeZone: bodyText(of, "timeZone") };
}

function stateOf(request: Request): DeliveryState | undefined {
  const state = queryText(request, "state");
  if (state === undefined || DELIVERY_STATES.includes(state as DeliveryState)) return state as DeliveryState | undefined;
  throw new InvalidValue("state", state, `one of ${DELIVERY_STATES.join(", ")}`, "unknown_word");
}
