import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type PlannedStopMessage, PlanningService } from "@phm/contracts";
import { defineService } from "@phm/service-kit";
import { plannedStopOperations } from "../src/routes/planned-stops.js";
import { serveRoutes } from "./serve-routes.js";

/** A planning service in memory that plays the other side. */
const held = new Map<string, PlannedStopMessage>();
const peer = defineService(PlanningService, {
  putPlannedStop: async ({ stop }) => {
    held.set(stop!.id, stop!);
    return { stop: stop! };
  },
  removePlannedStop: async ({ id }) => ({ removed: held.delete(id) }),
  listPlannedStops: async ({ afterNs }) => ({ stops: [...held.values()].filter(({ endNs }) => endNs > afterNs), nextCursor: "" }),
});

let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const served = await serveRoutes(PlanningService, peer, (calls) => ({ workorders: { planning: calls } }), plannedStopOperations);
  [url, stop] = [`${served.url}/planned-stops`, served.stop];
});
afterAll(() => stop());

const STOP = { start: "2026-11-23T06:00:00Z", end: "2026-11-23T08:00:00Z", source: "MES", asset: "pump" };
const put = (id: string, body: unknown) =>
  fetch(`${url}/${id}`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

test("a stop is put, listed until it is over, and removed once", async () => {
  const answer = await put("shift-1", STOP);
  expect(answer.status).toBe(200);
  const shown = { id: "shift-1", asset: "pump", source: "MES", note: "" };
  expect(await answer.json()).toMatchObject({ ...shown, start: expect.stringMatching(/^2026-11-23T06:00:00/) });
  expect(await (await fetch(url)).json()).toMatchObject({ items: [shown] });
  expect(await (await fetch(`${url}?after=2026-11-23T09:00:00Z`)).json()).toMatchObject({ items: [] });
  expect((await fetch(`${url}/shift-1`, { method: "DELETE" })).status).toBe(204);
  expect((await fetch(`${url}/shift-1`, { method: "DELETE" })).status).toBe(404);
});

test("a stop of the whole site names no asset", async () => {
  const { asset: _, ...whole } = STOP;
  expect(await (await put("shift-2", whole)).json()).toMatchObject({ asset: null });
});

test("what breaks a rule is refused by name, and nothing is put", async () => {
  held.clear();
  for (const [change, field] of [
    [{ end: STOP.start }, "endNs"],
    [{ start: "yesterday" }, "start"],
    [{ source: "" }, "source"],
    [{ asset: "a:b" }, "asset"],
    [{ note: 7 }, "note"],
  ] as const) {
    const answer = await put("shift-3", { ...STOP, ...change });
    expect([answer.status, (await answer.json()) as unknown]).toMatchObject([400, { field }]);
  }
  expect(held.size).toBe(0);
});
