import { createHmac } from "node:crypto";
import { toJson } from "@bufbuild/protobuf";
import { WorkOrderSchema, workOrderToWire } from "@phm/contracts";
import type { WorkOrder } from "@phm/domain";
import type { PostJson } from "./post-json.js";
import type { OutgoingNotice, SendNotice } from "./send-message.js";

/**
 * A CloudEvents 1.0 event in the structured JSON form; its data are the order in the contract's JSON form and the words for people. With
 * a secret it is signed as Standard Webhooks 1.0 are: `webhook-signature: v1,base64(HMAC-SHA256(secret, id.timestamp.body))`.
 * Sources: CloudEvents 1.0.2 (CNCF), Standard Webhooks specification 1.0.
 */
export const sendWebhook =
  (post: PostJson): SendNotice =>
  async ({ url, secret }, notice, signal) => {
    const body = JSON.stringify(cloudEvent(notice));
    const timestamp = String(Math.floor(notice.sentAtMs / 1_000));
    const signature: Record<string, string> =
      secret === undefined ? {} : { "webhook-signature": `v1,${signatureOf(secret, `${notice.id}.${timestamp}.${body}`)}` };
    const headers = {
      "content-type": "application/cloudevents+json",
      "webhook-id": notice.id,
      "webhook-timestamp": timestamp,
      ...signature,
    };
    await post(url as string, body, headers, signal);
  };

export function signatureOf(secret: string, content: string): string {
  return createHmac("sha256", secret).update(content).digest("base64");
}

function cloudEvent({ id, kind, order, text, sentAtMs }: OutgoingNotice) {
  return {
    specversion: "1.0",
    id,
    type: `phm.${kind}.v1`,
    source: `/organisations/${order.ref.organisation}/sites/${order.ref.site}/assets/${order.ref.asset}`,
    subject: order.id,
    time: new Date(sentAtMs).toISOString(),
    datacontenttype: "application/json",
    data: { order: orderJson(order), title: text.title, text: text.lines.join("\n") },
  };
}

function orderJson(order: WorkOrder) {
  return toJson(WorkOrderSchema, workOrderToWire(order));
}
