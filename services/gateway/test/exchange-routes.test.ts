import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ExchangeService } from "@phm/contracts";
import { defineService, ServiceError } from "@phm/service-kit";
import { exchangeRoutes } from "../src/routes/exchange.js";
import { exchangeLocationRoutes } from "../src/routes/exchange-locations.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const SYSTEM = {
  ...{ url: "https://eam.example.com/api", ordersPath: "/orders", secret: "a-secret-of-enough-letters", leastTier: "plan", language: "zh" },
  ...{ outbound: { id: "ref" }, inbound: { id: "event" }, statesIn: { WIP: "in_progress" } },
  ...{ numberPath: "number", changesListPath: "data", cursorPath: "next" },
};
const AT = "/exchange/systems/eam";
let asked: Record<string, unknown>;
let served: ServedRoutes;
beforeAll(async () => {
  const note = (answer: object) => async (request: object) => {
    asked = request as Record<string, unknown>;
    return answer;
  };
  const event = { id: "e1", outcome: 3, reason: "unknown", receivedNs: 1_767_225_600_000_000_000n, body: "{}" };
  const transfer = {
    order: "WO-1",
    state: 3,
    attempts: 2,
    nextNs: 1_767_225_600_000_000_000n,
    lastError: "answered 422",
    ref: { asset: "pump" },
  };
  const played = defineService(ExchangeService, {
    putSystem: async ({ system }: { system: object }) => {
      asked = { system };
      return { system: { ...system, secret: undefined } };
    },
    removeSystem: note({ removed: true }),
    getSystemStatus: note({ polledNs: 0n, pollError: "", pendingCount: 1, deadCount: 2, refusedCount: 3 }),
    removeLocation: async ({ asset }: { asset: string }) => ({ removed: asset === "pump" }),
    importLocations: async (parts: AsyncIterable<{ part: { case: string; value: unknown } }>) => {
      asked = { parts: [] };
      for await (const { part } of parts) (asked.parts as unknown[]).push(part.value);
      const problem = { line: 3, column: "asset", value: "fan", reason: "unknown_asset", limit: "one of the asset register" };
      return { dryRun: true, rows: 2, taken: 1, refused: 1, problems: [problem], problemCount: 1 };
    },
    listLocations: note({ locations: [{ asset: "pump", location: "P-100" }], nextCursor: "more" }),
    listTransfers: note({ transfers: [transfer] }),
    retryTransfer: note({}),
    listEvents: note({ events: [event] }),
    retryEvent: note({ event }),
    retryTransfers: note({ retried: 3, left: 1 }),
    retryEvents: note({ taken: 2, refused: 1 }),
    takeWebhook: async (request: { signature: string }) => {
      asked = request;
      if (request.signature !== "v1,right") throw new ServiceError("unauthenticated", "not signed as agreed");
      return { taken: 1, known: 2, refused: 0 };
    },
  } as never);
  served = await serveRoutes(
    ExchangeService,
    played,
    (calls) => ({ workorders: { exchange: calls } }),
    exchangeRoutes,
    exchangeLocationRoutes,
  );
});
afterAll(() => served.stop());
beforeEach(() => {
  asked = {};
});

const ask = (method: string, path: string, body?: object) =>
  fetch(`${served.url}${path}`, {
    method,
    ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });

test("a system is put with its mapping, and its secret is not told", async () => {
  const answer = await (await ask("PUT", `${AT}?site=north`, SYSTEM)).json();
  expect(asked.system).toMatchObject({ id: "eam", site: "north", secret: SYSTEM.secret, pollEveryS: 60 });
  expect(answer).toMatchObject({ id: "eam", url: SYSTEM.url, statesIn: { WIP: "in_progress" }, tokenVariable: null });
  expect(answer).not.toHaveProperty("secret");
});

test.each([
  [{ url: "http://10.0.0.1" }, "url"],
  [{ outbound: { id: 1 } }, "outbound"],
  [{ leastTier: "soon" }, "leastTier"],
])("a system with %j is refused by %s", async (change, field) => {
  expect(await (await ask("PUT", AT, { ...SYSTEM, ...change })).json()).toMatchObject({ status: 400, field });
});

test("what was given up and what was refused is listed by its word, and tried again", async () => {
  const transfers = (await (await ask("GET", `${AT}/transfers?state=dead`)).json()) as { items: object[] };
  expect(transfers.items).toEqual([
    { order: "WO-1", asset: "pump", number: null, state: "dead", attemptCount: 2, next: "2026-01-01T00:00:00Z", lastError: "answered 422" },
  ]);
  expect(asked).toMatchObject({ state: 3 });
  expect((await ask("POST", `${AT}/transfers/WO-1/retry`)).status).toBe(204);
  expect(asked).toMatchObject({ order: "WO-1" });
  const refused = { id: "e1", outcome: "refused", reason: "unknown", received: "2026-01-01T00:00:00Z", body: "{}" };
  expect(await (await ask("GET", `${AT}/events?outcome=refused`)).json()).toMatchObject({ items: [refused] });
  expect(await (await ask("POST", `${AT}/events/e1/retry`)).json()).toEqual(refused);
  expect(await (await ask("POST", `${AT}/transfers/retry`)).json()).toEqual({ retriedCount: 3, leftCount: 1 });
  expect(await (await ask("POST", `${AT}/events/retry`)).json()).toEqual({ takenCount: 2, refusedCount: 1 });
  expect(await (await ask("GET", `${AT}/events?outcome=lost`)).json()).toMatchObject({ status: 400, field: "outcome" });
});

test("how the exchange goes is told in counts", async () => {
  expect(await (await ask("GET", `${AT}/status`)).json()).toEqual({
    ...{ polled: null, pollError: null },
    ...{ pendingCount: 1, deadCount: 2, refusedCount: 3 },
  });
});

test("a table of locations is handed on with the columns that are named, and told by line and column", async () => {
  const post = (query: string) =>
    fetch(`${served.url}${AT}/locations/import?${query}`, {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body: "machine,location\n",
    });
  expect(await (await post("dryRun=true&assetColumn=machine")).json()).toEqual({
    ...{ dryRun: true, rowCount: 2, takenCount: 1, unchangedCount: 0, passedOverCount: 0, refusedCount: 1, problemCount: 1 },
    problems: [{ line: 3, column: "asset", value: "fan", reason: "unknown_asset", limit: "one of the asset register" }],
  });
  const [header, chunk] = asked.parts as [{ mapping: string; dryRun: boolean }, Uint8Array];
  expect(JSON.parse(header.mapping)).toMatchObject({ fields: { asset: { column: "machine" }, location: { column: "location" } } });
  expect([header.dryRun, Buffer.from(chunk).toString()]).toEqual([true, "machine,location\n"]);
  expect(await (await post("dryRun=yes")).json()).toMatchObject({ status: 400, field: "dryRun" });
});

test("locations are listed by page, and a system is removed", async () => {
  expect(await (await ask("GET", `${AT}/locations`)).json()).toEqual({ items: [{ asset: "pump", location: "P-100" }], nextCursor: "more" });
  expect((await ask("DELETE", AT)).status).toBe(204);
  expect((await ask("DELETE", `${AT}/locations/pump`)).status).toBe(204);
  expect((await ask("DELETE", `${AT}/locations/fan`)).status).toBe(404);
});

test("a webhook is handed on byte by byte with its signature; one that does not fit is refused", async () => {
  const post = (signature: string) =>
    fetch(`${served.url}${AT}/webhook`, {
      method: "POST",
      body: '{ "a":  1 }',
      headers: { "content-type": "application/json", "webhook-id": "m1", "webhook-timestamp": "1", "webhook-signature": signature },
    });
  expect(await (await post("v1,right")).json()).toEqual({ takenCount: 1, knownCount: 2, refusedCount: 0 });
  expect(asked).toMatchObject({ webhookId: "m1", timestamp: "1", system: "eam" });
  expect(Buffer.from(asked.body as Uint8Array).toString()).toBe('{ "a":  1 }');
  expect((await post("v1,wrong")).status).toBe(401);
});
