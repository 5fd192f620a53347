import { NotificationService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getSettings } from "../rpc/get-settings.js";
import { listDeliveries } from "../rpc/list-deliveries.js";
import { putChannel } from "../rpc/put-channel.js";
import { putRule } from "../rpc/put-rule.js";
import { removeChannel } from "../rpc/remove-channel.js";
import { removeRule } from "../rpc/remove-rule.js";
import { retryDelivery } from "../rpc/retry-delivery.js";

export function notificationService({ notifications: { settings, deliveries }, clock }: WorkordersContext): GrpcService {
  return defineService(NotificationService, {
    putChannel: putChannel(settings),
    removeChannel: removeChannel(settings),
    putRule: putRule(settings),
    removeRule: removeRule(settings),
    getSettings: getSettings(settings),
    listDeliveries: listDeliveries(deliveries),
    retryDelivery: retryDelivery(deliveries, () => clock.wallNs()),
  });
}
