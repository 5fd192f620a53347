import { createHmac } from "node:crypto";
import type { PostJson } from "./post-json.js";
import { type OutgoingNotice, Refused, type SendNotice } from "./send-message.js";

const markdown = ({ text }: OutgoingNotice): string => `### ${text.title}\n${text.lines.map((line) => `- ${line}`).join("\n")}`;

/** Robot of a WeCom group (企业微信群机器人): markdown; the address itself is the secret. */
export const sendToWeCom =
  (post: PostJson): SendNotice =>
  async ({ url }, notice, signal) => {
    const body = { msgtype: "markdown", markdown: { content: markdown(notice) } };
    requireSuccess(await post(url as string, JSON.stringify(body), {}, signal));
  };

/** Robot of a DingTalk group (钉钉自定义机器人): markdown, signed over timestamp and secret in the query. */
export const sendToDingTalk =
  (post: PostJson): SendNotice =>
  async ({ url, secret }, notice, signal) => {
    const address = new URL(url as string);
    if (secret !== undefined) {
      const timestamp = String(notice.sentAtMs);
      const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
      address.searchParams.set("timestamp", timestamp);
      address.searchParams.set("sign", sign);
    }
    const body = { msgtype: "markdown", markdown: { title: notice.text.title, text: markdown(notice) } };
    requireSuccess(await post(address.href, JSON.stringify(body), {}, signal));
  };

/** Robot of a Feishu group (飞书自定义机器人): text, signed over timestamp and secret in the body. */
export const sendToFeishu =
  (post: PostJson): SendNotice =>
  async ({ url, secret }, notice, signal) => {
    const text = [notice.text.title, ...notice.text.lines].join("\n");
    const body = { ...feishuSignature(secret, notice.sentAtMs), msg_type: "text", content: { text } };
    requireSuccess(await post(url as string, JSON.stringify(body), {}, signal));
  };

function feishuSignature(secret: string | undefined, sentAtMs: number): object {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(sentAtMs / 1_000));
  // The key is what is signed; the message is empty: so it is in Feishu's documentation.
  return { timestamp, sign: createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64") };
}

/** Codes by which robots ask for patience: too many messages a minute. */
const SLOW_DOWN = [45_009, 130_101, 11_232];

/** Robots answer 200 whatever happens; the code in the body tells. */
function requireSuccess(answer: string): void {
  const { errcode, code, errmsg, msg } = readAnswer(answer);
  const result = errcode ?? code ?? 0;
  if (result === 0) return;
  const message = `the robot answered ${result}: ${errmsg ?? msg ?? ""}`;
  throw SLOW_DOWN.includes(result) ? new Error(message) : new Refused(message);
}

function readAnswer(answer: string): { errcode?: number; code?: number; errmsg?: string; msg?: string } {
  try {
    return JSON.parse(answer) as object;
  } catch {
    throw new Error("the robot's answer is not JSON");
  }
}
