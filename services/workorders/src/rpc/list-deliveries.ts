import { deliveryStateCodec, type NotificationService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { DeliveryLog } from "../notify/delivery-log.js";
import { LIST_LIMIT } from "./list-limit.js";
import { deliveryMessage } from "./notification-messages.js";

type ListDeliveries = MethodHandler<(typeof NotificationService)["method"]["listDeliveries"]>;

/** Newest first; a state of 0 means all. */
export function listDeliveries(log: DeliveryLog): ListDeliveries {
  return async (request) => {
    const state = request.state ? deliveryStateCodec.fromWire(request.state, "state") : undefined;
    const { deliveries, nextCursor } = await log.list(organisationId(request.organisation), state, page(request, LIST_LIMIT));
    return { deliveries: deliveries.map(deliveryMessage), nextCursor: nextCursor ?? "" };
  };
}
