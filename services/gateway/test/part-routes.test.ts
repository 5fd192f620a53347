import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type MovementMessage, type PartRecordMessage, PartService } from "@phm/contracts";
import { defineService } from "@phm/service-kit";
import { partRoutes } from "../src/routes/parts.js";
import { serveRoutes } from "./serve-routes.js";

/** A part service in memory that plays the other side and notes what it was asked. */
let held: PartRecordMessage = {
  $typeName: "phm.part.v1.PartRecord",
  stores: [],
  reservations: [],
  available: 0,
  short: false,
  version: 0n,
};
let asked: unknown;
const moved: MovementMessage[] = [];
const peer = defineService(PartService, {
  putPart: async ({ part, expectedVersion }) => {
    asked = { expectedVersion };
    held = { ...held, part: part!, version: expectedVersion + 1n };
    return { record: held };
  },
  getPart: async () => ({ record: held }),
  listParts: async ({ onlyShort }) => {
    asked = { onlyShort };
    return { records: [held], nextCursor: "" };
  },
  movePart: async ({ movement }) => {
    moved.push(movement!);
    return { record: held };
  },
  listMovements: async () => ({ movements: moved, nextCursor: "" }),
});

let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const served = await serveRoutes(PartService, peer, (calls) => ({ workorders: { parts: calls } }), partRoutes);
  [url, stop] = [`${served.url}/parts`, served.stop];
});
afterAll(() => stop());

const PART = { nameEn: "Bearing", nameZh: "轴承", unit: "piece", leadTimeDays: 21, failureModes: ["bearing_outer_race"] };
const send = (path: string, method: string, body: unknown, headers = {}) =>
  fetch(`${url}${path}`, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

test("a part is put with the version it was read with, and shown with its stock", async () => {
  const answer = await send("/6205", "PUT", PART, { "if-match": '"3"' });
  expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"4"']);
  expect(asked).toEqual({ expectedVersion: 3n });
  const shown = {
    id: "6205",
    nameZh: "轴承",
    leadTimeDays: 21,
    assets: [],
    failureModes: ["bearing_outer_race"],
    available: 0,
    short: false,
  };
  expect(await answer.json()).toMatchObject(shown);
  expect(await (await fetch(`${url}?short=true`)).json()).toMatchObject({ items: [shown] });
  expect(asked).toEqual({ onlyShort: true });
});

test("a movement is booked with who and why, and listed", async () => {
  const movement = { id: "m1", kind: "reserve", store: "main", quantity: 2, order: "o1", actor: "Li", note: "for the night shift" };
  expect((await send("/6205/movements", "POST", movement)).status).toBe(200);
  expect(await (await fetch(`${url}/6205/movements`)).json()).toMatchObject({ items: [{ ...movement, min: null }] });
});

test.each([
  ["PUT", "", { ...PART, unit: "" }, "unit"],
  ["PUT", "", { ...PART, leadTimeDays: "soon" }, "leadTimeDays"],
  ["PUT", "", { ...PART, failureModes: ["rust"] }, "failureModes"],
  ["PUT", "", { ...PART, assets: "pump" }, "assets"],
  ["POST", "/movements", { id: "m", kind: "steal", store: "main", actor: "Li" }, "kind"],
  ["POST", "/movements", { id: "m", kind: "receive", store: "main", quantity: "two", actor: "Li" }, "quantity"],
])("%s%s with %j is refused by name", async (method, path, body, field) => {
  const answer = await send(`/6205${path}`, method, body);
  expect([answer.status, (await answer.json()) as unknown]).toMatchObject([400, { field }]);
});
