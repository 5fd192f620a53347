import type { TimeNs } from "@phm/domain";
import { type DocumentStore, type Logger, ServiceError } from "@phm/service-kit";
import type { WorkordersMetrics } from "../metrics.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { OutgoingFetch } from "../outgoing/outgoing-fetch.js";
import { postJson } from "./channels/post-json.js";
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
  /** Reaches the addresses of webhooks and robots. */
  readonly ask: OutgoingFetch;
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

export async function openNotifications({ store, orders, mail, ask, nowNs, metrics, logger }: NotificationOptions): Promise<Notifications> {
  const settings = new NotificationSettings(await store.collection<StoredSetting>(NOTIFICATION_SETTING_COLLECTION));
  const deliveries = new DeliveryLog(await store.collection<StoredDelivery>(DELIVERY_COLLECTION));
  const post = postJson(ask);
  const robots = { wecom: sendToWeCom(post), dingtalk: sendToDingTalk(post), feishu: sendToFeishu(post) };
  const senders = { webhook: sendWebhook(post), email: mailSender(mail), ...robots };
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
