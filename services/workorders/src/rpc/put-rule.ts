import { type NotificationService, notificationRuleFromWire, notificationRuleToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { NotificationSettings } from "../notify/notification-settings.js";

type PutRule = MethodHandler<(typeof NotificationService)["method"]["putRule"]>;

export function putRule(settings: NotificationSettings): PutRule {
  return async ({ rule: message }) => {
    const rule = notificationRuleFromWire(message);
    await settings.putRule(rule);
    return { rule: notificationRuleToWire(rule) };
  };
}
