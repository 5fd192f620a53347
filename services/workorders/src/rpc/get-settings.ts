import { type NotificationService, notificationRuleToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { NotificationSettings } from "../notify/notification-settings.js";
import { shownChannel } from "./notification-messages.js";

type GetSettings = MethodHandler<(typeof NotificationService)["method"]["getSettings"]>;

export function getSettings(settings: NotificationSettings): GetSettings {
  return async (request) => {
    const organisation = organisationId(request.organisation);
    const [channels, rules] = await Promise.all([settings.channels(organisation), settings.rules(organisation)]);
    return { channels: channels.map(shownChannel), rules: rules.map(notificationRuleToWire) };
  };
}
