import { timingSafeEqual } from "node:crypto";
import { NS_PER_S, type TimeNs } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { signatureOf } from "../notify/channels/send-webhook.js";

/** A webhook as it came in: the headers of Standard Webhooks 1.0 and the body. */
export interface Webhook {
  readonly webhookId: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Uint8Array;
}

/** How far its time may be from ours: what is older may be somebody's who has listened. */
const TOLERANCE_S = 300;

/** @throws ServiceError unauthenticated, without saying which part does not fit */
export function checkWebhook({ webhookId, timestamp, signature, body }: Webhook, secret: string | undefined, nowNs: TimeNs): void {
  const isTimely = /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - Number(nowNs / NS_PER_S)) <= TOLERANCE_S;
  const expected = secret && webhookId ? signatureOf(secret, `${webhookId}.${timestamp}.${Buffer.from(body).toString("utf8")}`) : undefined;
  // Several where they are changing their secret.
  const given = signature.split(" ").flatMap((each) => (each.startsWith("v1,") ? [each.slice("v1,".length)] : []));
  if (!isTimely || expected === undefined || !given.some((each) => isEqual(each, expected)))
    throw new ServiceError("unauthenticated", "the webhook is not signed as agreed, or not of now");
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
