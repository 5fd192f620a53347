import type { NotificationService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { NotificationSettings } from "../notify/notification-settings.js";

type RemoveRule = MethodHandler<(typeof NotificationService)["method"]["removeRule"]>;

export function removeRule(settings: NotificationSettings): RemoveRule {
  return async ({ organisation, id }) => ({ removed: await settings.remove(organisationId(organisation), "rule", id) });
}
