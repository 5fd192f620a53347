import { type NotificationService, notificationChannelFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { NotificationSettings } from "../notify/notification-settings.js";
import { shownChannel } from "./notification-messages.js";

type PutChannel = MethodHandler<(typeof NotificationService)["method"]["putChannel"]>;

export function putChannel(settings: NotificationSettings): PutChannel {
  return async ({ channel }) => ({ channel: shownChannel(await settings.putChannel(notificationChannelFromWire(channel))) });
}
