import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { simulateLife } from "@phm/simulator";
import { startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

/** Killed between taking an order to hand it over and doing so, the service lets it rest for a minute. */
const LEASE_AND_START_MS = 80_000;
const SECRET = "a-secret-of-enough-letters";
const PERSON = { actor: "li", role: "planner" };
const AT = "/exchange/systems/eam";
/** A maintenance system: it keeps an order by our id. */
const there = new Map<string, { status: string }>();
let isAway = true;
let posts = 0;
let peer: Server;
let suite: TestSuite;
let order: string;

beforeAll(async () => {
  peer = createServer(async (request, response) => {
    posts += 1;
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    if (!isAway) there.set(JSON.parse(text).ref, JSON.parse(text));
    response.writeHead(isAway ? 503 : 200, { "content-type": "application/json" }).end(JSON.stringify({ number: "4711" }));
  });
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  suite = await startTestSuite({ env: { PHM_OUTGOING_ALLOW: "127.0.0.1" } });
}, 60_000);
afterAll(async () => {
  await suite?.cleanup();
  peer.closeAllConnections();
  peer.close();
});

async function send(method: string, path: string, body: string, headers: Record<string, string> = {}) {
  const request = { method, headers: { "content-type": "application/json", ...headers }, body };
  const response = await fetch(`${suite.suite.apiUrl}/api/v1${path}`, request);
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Signed as Standard Webhooks are. */
const tell = (...events: object[]) => {
  const body = JSON.stringify(events);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", SECRET).update(`m1.${timestamp}.${body}`).digest("base64");
  return send("POST", `${AT}/webhook`, body, {
    ...{ "webhook-id": "m1", "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` },
  });
};

describe("an order of a running suite", () => {
  it("is one order in another system that was away, though the service was killed before it could be sent", async () => {
    const system = {
      ...{ url: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`, ordersPath: "/orders", secret: SECRET, leastTier: "plan" },
      ...{ language: "zh", outbound: { id: "ref", state: "status", location: "place" }, statesIn: { WIP: "in_progress", DONE: "done" } },
      ...{ inbound: { id: "id", sequence: "rev", number: "number", state: "status", stop: "stop", start: "from", end: "to" } },
      ...{ numberPath: "number", changesListPath: "data", cursorPath: "next" },
    };
    await suite.register(simulateLife({ asset: "pump", seed: 1 }).config);
    await send("PUT", AT, JSON.stringify(system));
    const report = await send("POST", `${AT}/locations/import`, "asset,location\npump,P-100\n", { "content-type": "text/csv" });
    expect(report).toMatchObject({ takenCount: 1, refusedCount: 0 });
    const due = new Date(Date.now() + 3_600_000).toISOString();
    const task = { title: { en: "Renew the seal", zh: "更换轴封" } };
    const wanted = { ...PERSON, asset: "pump", component: "seal", due, task, requestId: "r-1", tier: "plan" };
    order = (await send("POST", "/work-orders", JSON.stringify(wanted), { "idempotency-key": "r-1" })).id as string;
    process.kill(suite.suite.process("workorders").pid as number, "SIGKILL");
    await waitFor(async () => posts > 0, { what: "an attempt to hand the order over", timeoutMs: LEASE_AND_START_MS });
    isAway = false;
    await waitFor(async () => there.has(order), { what: "the order in the other system", timeoutMs: 30_000 });
    await waitFor(async () => JSON.stringify(await suite.get(`${AT}/transfers`)).includes('"4711"'), { what: "their number" });
    expect([...there.keys()]).toEqual([order]);
    expect(there.get(order)).toMatchObject({ place: "P-100", status: "open" });
    expect(await suite.get(`${AT}/status`)).toMatchObject({ pendingCount: 0, deadCount: 0, refusedCount: 0 });
  }, 150_000);

  it("goes on as they tell it, backwards and twice, and they get it back as it is", async () => {
    const [begun, done] = [
      { id: "e1", rev: 1, number: "4711", status: "WIP" },
      { id: "e2", rev: 2, number: "4711", status: "DONE" },
    ];
    expect(await tell(done, begun, done)).toEqual({ takenCount: 1, knownCount: 2, refusedCount: 0 });
    expect(await suite.get(`/work-orders/${order}`)).toMatchObject({ state: "done" });
    await waitFor(async () => there.get(order)?.status === "done", { what: "the order told again" });
    expect(there.size).toBe(1);
  }, 30_000);

  it("sees their planned stops, and nobody can tell of one without their secret", async () => {
    const stop = { id: "s1", rev: 1, stop: "S-7", from: "2030-01-01T00:00:00Z", to: "2030-01-01T08:00:00Z" };
    expect(await tell(stop)).toMatchObject({ takenCount: 1 });
    expect(JSON.stringify(await suite.get("/planned-stops"))).toContain("eam-S-7");
    await expect(send("POST", `${AT}/webhook`, JSON.stringify(stop))).rejects.toThrow("answered 401");
  }, 30_000);
});
