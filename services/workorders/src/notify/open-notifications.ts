import type { TimeNs } from "@phm/domain";
import { type DocumentStore, type Logger, ServiceError } from "@phm/service-kit";
import type { WorkordersMetrics } from "../metrics.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { type MailServer, mailSender } from "./channels/send-mail.js";
import { sendToDingTalk, sendToFeishu, sendToWeCom } from "./channels/send-to-robot.js";
import { sendWebhook } from "./channels/send-webhook.js";
import { Deliverer } from "./deliverer.js";
import { DELIVERY_COLLECTION, DeliveryLog, type StoredDelivery } from "./delivery-log.js";
import { NOTIFICATION_SETTING_COLLECTION, NotificationSettings, type StoredSetting } from "./notification-settings.js";

export interface NotificationOptions {
  readonly store: DocumentStore;
  readonly orders: Pick<WorkOrderBook, "get">;
  readonly mail: MailServer | undefined;
  readonly nowNs: () => TimeNs;
  readonly metrics: WorkordersMetrics;
  readonly logger: Logger;
}

/** Settings, outbox and the one that sends; the last is yet to be started. */
export interface Notifications {
  readonly settings: NotificationSettings;
  readonly deliveries: DeliveryLog;
  readonly deliverer: Deliverer;
}

export async function openNotifications({ store, orders, mail, nowNs, metrics, logger }: NotificationOptions): Promise<Notifications> {
  const settings = new NotificationSettings(await store.collection<StoredSetting>(NOTIFICATION_SETTING_COLLECTION));
  const deliveries = new DeliveryLog(await store.collection<StoredDelivery>(DELIVERY_COLLECTION));
  const senders = { webhook: sendWebhook, email: mailSender(mail), wecom: sendToWeCom, dingtalk: sendToDingTalk, feishu: sendToFeishu };
  const orderOf = async (organisation: string, id: string) => {
    try {
      return (await orders.get(organisation, id)).order;
    } catch (error) {
      if (error instanceof ServiceError && error.code === "not_found") return undefined;
      throw error;
    }
  };
  const settled = metrics.notified.bind(metrics);
  return { settings, deliveries, deliverer: new Deliverer({ deliveries, settings, orderOf, senders, nowNs, logger, settled }) };
}
