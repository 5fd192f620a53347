import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { applyAdvisory } from "@phm/advisory";
import { WorkOrderSchema, workOrderToWire } from "@phm/contracts";
import type { ChannelKind, NotificationChannel, NotificationRule, WorkOrder } from "@phm/domain";
import { createLogger, type DocumentStore, Metrics, openStore, type ReceivedMessage } from "@phm/service-kit";
import { SMTPServer } from "smtp-server";
import { WorkordersMetrics } from "../src/metrics.js";
import { type Notifications, openNotifications } from "../src/notify/open-notifications.js";
import { takeOrderNotice } from "../src/notify/take-order-notice.js";
import { AllowedTargets } from "../src/outgoing/allowed-targets.js";
import { outgoingFetch } from "../src/outgoing/outgoing-fetch.js";
import { advisoryOf } from "./advisory.js";

const START_NS = 1_700_000_000_000_000_000n;
const MIN_NS = 60_000_000_000n;
const SECRET = "a-shared-secret";

const folder = mkdtempSync(join(tmpdir(), "phm-notify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What came in at a receiver, and what it answers. */
interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let received: Received[];
let answer: { status: number; body: string };
let receiver: Server;
let url: string;
let store: DocumentStore;
let nowNs: bigint;
let notifications: Notifications;
let order: WorkOrder;
let files = 0;

beforeEach(async () => {
  received = [];
  answer = { status: 200, body: '{"errcode":0}' };
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  store = await openStore({ database: "unused", folder, file: `${files++}.db` });
  nowNs = START_NS;
  order = applyAdvisory(null, advisoryOf("bearing_outer_race", "north")) as WorkOrder;
  notifications = await open(undefined);
});
afterEach(async () => {
  await store.close();
  receiver.close();
});

/** As another process of the service would open the same store. */
function open(mail: { url: string; from: string } | undefined): Promise<Notifications> {
  const orders = { get: async () => ({ order, version: 1 }) };
  const metrics = new WorkordersMetrics(new Metrics("test"));
  return openNotifications({
    store,
    orders,
    mail,
    ask: outgoingFetch(new AllowedTargets(["127.0.0.1"])),
    nowNs: () => nowNs,
    metrics,
    logger: createLogger({ service: "test", level: "silent" }),
  });
}

async function tellBy(kind: ChannelKind, channel: Partial<NotificationChannel> = {}, rule: Partial<NotificationRule> = {}): Promise<void> {
  const { organisation } = order.ref;
  const where = kind === "email" ? { to: ["li@example.com"] } : { url: `${url}/${kind}`, to: [] };
  await notifications.settings.putChannel({ id: kind, organisation, kind, language: "en", roles: ["technician"], ...where, ...channel });
  await notifications.settings.putRule({
    ...{
      id: "r",
      organisation,
      kinds: ["order_opened", "order_changed", "order_ended"],
      leastTier: "plan",
      roles: ["technician"],
      escalateTo: [],
    },
    ...rule,
  });
}

/** The announcement of the order as it is now. */
const announce = (messageId = "acme:north:pump:a1:workorder:o1") =>
  takeOrderNotice({ ...notifications, nowNs: () => nowNs })(
    { payload: toBinary(WorkOrderSchema, workOrderToWire(order)), messageId, stream: "s", sequence: 1 } as ReceivedMessage,
    new AbortController().signal,
  );
const send = () => notifications.deliverer.sendDue();
const states = async () =>
  (await notifications.deliveries.list(order.ref.organisation, undefined, { limit: 50 })).deliveries.map(({ state, attempts }) => [
    state,
    attempts,
  ]);

describe("a new work order", () => {
  test("is told once, however often its announcement is delivered and the service restarted", async () => {
    await tellBy("webhook");
    await announce();
    await announce();
    await send();
    notifications = await open(undefined);
    await announce();
    await send();
    expect(received).toHaveLength(1);
    expect(await states()).toEqual([["sent", 1]]);
  });

  test("goes to a webhook as a signed CloudEvent that the receiver can check", async () => {
    await tellBy("webhook", { secret: SECRET });
    await announce();
    await send();
    const [{ headers, body }] = received as [Received];
    expect(headers["content-type"]).toBe("application/cloudevents+json");
    const event = JSON.parse(body) as Record<string, unknown>;
    expect(event).toMatchObject({ specversion: "1.0", type: "phm.order_opened.v1", subject: order.id, id: headers["webhook-id"] });
    expect(event.data).toMatchObject({ order: { id: order.id }, title: expect.stringContaining(order.ref.asset) });
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", SECRET).update(signed).digest("base64")}`);
  });

  test("is told in the language of the channel, with reason, due date and what to do", async () => {
    await tellBy("wecom", { language: "zh" });
    await announce();
    await send();
    const { markdown } = JSON.parse(received[0]?.body ?? "{}") as { markdown: { content: string } };
    for (const words of ["新工单", "截止", order.latest?.reasonZh, order.latest?.actionsZh[0]]) expect(markdown.content).toContain(words);
  });

  test("reaches robots of DingTalk and Feishu with the signatures that they ask for", async () => {
    await tellBy("dingtalk", { secret: SECRET });
    await tellBy("feishu", { secret: SECRET });
    await announce();
    await send();
    const ding = new URL(`http://x${received.find(({ path }) => path.startsWith("/dingtalk"))?.path}`);
    const sign = createHmac("sha256", SECRET)
      .update(`${ding.searchParams.get("timestamp")}\n${SECRET}`)
      .digest("base64");
    expect(ding.searchParams.get("sign")).toBe(sign);
    const feishu = JSON.parse(received.find(({ path }) => path.startsWith("/feishu"))?.body ?? "{}") as { timestamp: string; sign: string };
    expect(feishu.sign).toBe(createHmac("sha256", `${feishu.timestamp}\n${SECRET}`).update("").digest("base64"));
  });

  test("reaches a mailbox by SMTP", async () => {
    const mails: string[] = [];
    const smtp = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      onData: (stream, session, done) => {
        let text = `${session.envelope.rcptTo.map(({ address }) => address).join()}\n`;
        stream.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        stream.on("end", () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    const { port } = smtp.server.address() as AddressInfo;
    notifications = await open({ url: `smtp://127.0.0.1:${port}`, from: "phm@example.com" });
    await tellBy("email");
    await announce();
    await send();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^li@example\.com\n/);
    expect(mails[0]).toContain("Subject: New work order");
    expect(await states()).toEqual([["sent", 1]]);
  });
});

describe("a receiver that", () => {
  test("is down for an hour gets the message when it is back, once, under the same id", async () => {
    await tellBy("webhook");
    await announce();
    answer = { status: 503, body: "" };
    for (let minute = 0; minute < 60; minute++) {
      await send();
      nowNs += MIN_NS;
    }
    const ids = new Set(received.map(({ headers }) => headers["webhook-id"]));
    answer = { status: 200, body: "" };
    received = [];
    nowNs += 10n * MIN_NS;
    await send();
    await send();
    expect(received).toHaveLength(1);
    expect([...ids, received[0]?.headers["webhook-id"]]).toEqual([[...ids][0], [...ids][0]]);
    expect((await states())[0]?.[0]).toBe("sent");
  });

  test("is away for more than a day loses it to the dead letters, from where a person sends it again", async () => {
    await tellBy("webhook");
    await announce();
    answer = { status: 503, body: "" };
    await send();
    nowNs += 25n * 60n * MIN_NS;
    await send();
    expect((await states())[0]?.[0]).toBe("dead");
    answer = { status: 200, body: "" };
    const { deliveries } = await notifications.deliveries.list(order.ref.organisation, "dead", { limit: 1 });
    expect(deliveries[0]?.lastError).toContain("503");
    await notifications.deliveries.retry(order.ref.organisation, deliveries[0]?.delivery as string, nowNs);
    await send();
    expect((await states())[0]?.[0]).toBe("sent");
  });

  test.each([
    ["webhook", { status: 410, body: "" }],
    ["webhook", { status: 302, body: "" }],
    ["wecom", { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }],
    ["feishu", { status: 200, body: '{"code":19021,"msg":"sign match fail"}' }],
  ] as const)("refuses for good (%s: %j) is not asked again", async (kind, refusal) => {
    await tellBy(kind);
    await announce();
    answer = refusal;
    await send();
    nowNs += 60n * MIN_NS;
    await send();
    expect(received).toHaveLength(1);
    expect(await states()).toEqual([["dead", 1]]);
  });

  test("asks for patience is asked again", async () => {
    await tellBy("wecom");
    await announce();
    answer = { status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' };
    await send();
    answer = { status: 200, body: '{"errcode":0}' };
    nowNs += MIN_NS;
    await send();
    expect(await states()).toEqual([["sent", 2]]);
  });

  test("two processes send to at the same moment gets one message", async () => {
    await tellBy("webhook");
    await announce();
    const other = await open(undefined);
    await Promise.all([send(), other.deliverer.sendDue()]);
    expect(received).toHaveLength(1);
  });

  test("a killed process was sending to is sent to again after its lease", async () => {
    await tellBy("webhook");
    await announce();
    expect(await notifications.deliveries.take(nowNs, 10)).toHaveLength(1);
    await send();
    expect(received).toHaveLength(0);
    nowNs += 2n * MIN_NS;
    await send();
    expect(received).toHaveLength(1);
  });
});

describe("an order that nobody acknowledges", () => {
  const escalate = { escalateAfterMin: 30, escalateTo: ["technician"], kinds: ["order_ended"] } as const;

  test("is told again after the rule's time", async () => {
    await tellBy("webhook", {}, escalate);
    await announce();
    await send();
    expect(received).toHaveLength(0);
    nowNs += 31n * MIN_NS;
    await send();
    expect(JSON.parse(received[0]?.body ?? "{}")).toMatchObject({ type: "phm.order_unacknowledged.v1" });
  });

  test("is not, where somebody has", async () => {
    await tellBy("webhook", {}, escalate);
    await announce();
    order = { ...order, state: "cancelled" };
    nowNs += 31n * MIN_NS;
    await send();
    expect(received).toHaveLength(0);
    expect(await states()).toEqual([["dropped", 0]]);
  });
});

test("the proof of an order's work is told as a change, also where the order ended before it", async () => {
  const ofKind = async (kind: "order_changed" | "order_ended") => {
    await tellBy("webhook", {}, { kinds: [kind] });
    await announce(`acme:north:pump:${order.id}:workorder:${order.eventCount}`);
    return (await states()).length;
  };
  const proof = { timeNs: nowNs, kind: "proved", actor: "condition", note: "better", sequence: order.eventCount + 1 } as const;
  order = { ...order, state: "closed", eventCount: proof.sequence, history: [...order.history, proof] };
  expect(await ofKind("order_ended")).toBe(0);
  expect(await ofKind("order_changed")).toBe(1);
});

test("a secret that is not given again is kept", async () => {
  await tellBy("webhook", { secret: SECRET });
  await tellBy("webhook");
  expect((await notifications.settings.channel(order.ref.organisation, "webhook"))?.secret).toBe(SECRET);
});
