import type { NotificationService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { NotificationSettings } from "../notify/notification-settings.js";

type RemoveChannel = MethodHandler<(typeof NotificationService)["method"]["removeChannel"]>;

export function removeChannel(settings: NotificationSettings): RemoveChannel {
  return async ({ organisation, id }) => ({ removed: await settings.remove(organisationId(organisation), "channel", id) });
}
