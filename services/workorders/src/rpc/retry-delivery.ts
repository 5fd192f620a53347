import type { NotificationService } from "@phm/contracts";
import { organisationId, type TimeNs } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { DeliveryLog } from "../notify/delivery-log.js";
import { deliveryMessage } from "./notification-messages.js";

type RetryDelivery = MethodHandler<(typeof NotificationService)["method"]["retryDelivery"]>;

export function retryDelivery(log: DeliveryLog, nowNs: () => TimeNs): RetryDelivery {
  return async ({ organisation, id }) => ({ delivery: deliveryMessage(await log.retry(organisationId(organisation), id, nowNs())) });
}
