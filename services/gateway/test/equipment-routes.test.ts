import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { EquipmentService, equipmentEntryToWire, equipmentEventToWire } from "@phm/contracts";
import {
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  type EquipmentEntry,
  type EquipmentEvent,
  equipmentCode,
  InvalidValue,
  parseTimeNs,
} from "@phm/domain";
import { defineService, ServiceError } from "@phm/service-kit";
import { equipmentRoutes } from "../src/routes/equipment.js";
import { equipmentDocumentRoutes } from "../src/routes/equipment-documents.js";
import { equipmentTableRoutes } from "../src/routes/equipment-tables.js";
import { serveRoutes } from "./serve-routes.js";

const TIME_NS = parseTimeNs("2026-03-01T08:00:00Z");
const node = { organisation: DEFAULT_ORGANISATION, site: DEFAULT_SITE, code: equipmentCode("S1-M1") };
const entry: EquipmentEntry = {
  equipment: {
    ...node,
    kind: "machine",
    parent: equipmentCode("S1"),
    state: "running",
    record: {
      name: { en: "Feed pump", zh: "给水泵" },
      criticality: "high",
      nameplate: { manufacturer: "KSB", ratedPowerKw: 15, further: { Colour: "blue" } },
      measurements: [
        { phase: "acceptance", quantity: "vibration", value: 3, unit: "mm/s", max: 2.3, timeNs: TIME_NS, person: "Li", note: "" },
      ],
    },
    documents: [
      { id: "web", name: "Manual", type: "manual", link: "https://example.com/m" },
      { id: "pdf", name: "图纸.pdf", type: "drawing", file: { contentType: "application/pdf", bytes: 6, sha256: "ab".repeat(32) } },
    ],
    costTotals: [{ kind: "parts", year: 2026, currency: "CNY", amountMinor: 12_345, entries: 1 }],
  },
  revision: 3,
  changedBy: "Li",
  changedNs: TIME_NS,
};
const event: EquipmentEvent = {
  ...{ id: "e1", node, kind: "cost_booked", timeNs: TIME_NS, actor: "Li", note: "", subject: "c1", changes: [] },
  cost: { id: "c1", kind: "parts", timeNs: TIME_NS, amountMinor: 12_345, currency: "CNY", note: "" },
};

/** An equipment register that plays the other side and notes what it was asked. */
const asked: Record<string, unknown>[] = [];
const answer = () => ({ entry: equipmentEntryToWire(entry) });
const noting = <Request>(request: Request) => {
  asked.push(request as Record<string, unknown>);
  return answer();
};
async function upload(requests: AsyncIterable<{ part: { case: string | undefined; value?: unknown } }>) {
  const pieces: Uint8Array[] = [];
  let header: unknown;
  for await (const { part } of requests) {
    if (part.case === "header") header = part.value;
    else pieces.push(part.value as Uint8Array);
  }
  asked.push({ ...(header as object), content: Buffer.concat(pieces).toString() });
}
const peer = defineService(EquipmentService, {
  putEquipment: async (request) => noting(request),
  getEquipment: async () => answer(),
  listEquipment: async (request) => {
    noting(request);
    return { entries: [equipmentEntryToWire(entry)], nextCursor: "more" };
  },
  moveEquipment: async (request) => noting(request),
  setEquipmentState: async ({ change }) => {
    const message = "equipment S1-M1 has revision 3 (by Wang, 2026-03-01T08:00:00Z), not revision 2";
    if (change?.expectedRevision === 2n) throw new ServiceError("conflict", message, { field: "expectedRevision", retryable: false });
    throw new InvalidValue("state", "retired", "stopped or in_repair, as it is running", "illegal_transition");
  },
  bookCost: async (request) => noting(request),
  listCosts: async () => ({
    costs: event.cost ? [equipmentEventToWire(event).cost as never] : [],
    totals: equipmentEntryToWire(entry).equipment?.costTotals ?? [],
    nextCursor: "",
  }),
  addDocument: async (requests) => {
    await upload(requests as never);
    return answer();
  },
  removeDocument: async (request) => noting(request),
  readDocument: async function* ({ id }) {
    const documents = equipmentEntryToWire(entry).equipment?.documents ?? [];
    yield { part: { case: "document", value: documents[id === "pdf" ? 1 : 0] as never } };
    if (id === "pdf") for (const piece of ["abc", "def"]) yield { part: { case: "chunk", value: Buffer.from(piece) } };
  },
  getTimeline: async (request) => {
    noting(request);
    return { events: [equipmentEventToWire(event)], nextCursor: "" };
  },
  importEquipment: async (requests) => {
    await upload(requests as never);
    const problems = [{ line: 2, column: "parent", value: '"S9"', reason: "orphan", limit: "the code of a site" }];
    return { report: { dryRun: true, rows: 1, refused: 1, problems, problemCount: 1 } };
  },
  exportEquipment: async function* () {
    for (const piece of ["code,kind\r\n", "S1,site\r\n"]) yield { chunk: Buffer.from(piece) };
  },
});

let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const served = await serveRoutes(
    EquipmentService,
    peer,
    (calls) => ({ workorders: { equipment: calls } }),
    equipmentTableRoutes,
    equipmentRoutes,
    equipmentDocumentRoutes,
  );
  [url, stop] = [`${served.url}/equipment`, served.stop];
});
afterAll(() => stop());
beforeEach(() => void asked.splice(0));

const send = (path: string, method: string, body: unknown, headers = {}) =>
  fetch(`${url}${path}`, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

test("a node that was read can be put again as it is, with who changes it", async () => {
  const read = await fetch(`${url}/S1-M1`);
  expect(read.headers.get("etag")).toBe('"3"');
  const shown = (await read.json()) as object;
  expect(shown).toMatchObject({
    ...{ code: "S1-M1", kind: "machine", parent: "S1", nameZh: "给水泵", state: "running", criticality: "high", revision: 3 },
    nameplate: { manufacturer: "KSB", ratedPowerKw: 15, further: { Colour: "blue" } },
    measurements: [{ quantity: "vibration", isWithinLimits: false, time: "2026-03-01T08:00:00Z" }],
    ...{ costTotals: [{ amountMinor: 12_345 }], changedBy: "Li", changedAt: "2026-03-01T08:00:00Z" },
  });
  const answered = await send("/S1-M1", "PUT", { ...shown, actor: "Wang", note: "as read" }, { "if-match": '"3"' });
  expect(answered.status).toBe(200);
  const { record } = equipmentEntryToWire(entry).equipment ?? {};
  expect(asked[0]).toMatchObject({
    kind: 4,
    parent: "S1",
    state: 2,
    record,
    change: { actor: "Wang", note: "as read", expectedRevision: 3n },
  });
});

test("a list is narrowed by what the query says", async () => {
  const listed = await fetch(`${url}?kind=machine&state=running&criticality=high&parent=S1&sort=changed&limit=5`);
  expect(await listed.json()).toMatchObject({ items: [{ code: "S1-M1" }], nextCursor: "more" });
  expect(asked[0]).toMatchObject({ kind: 4, state: 2, criticality: 3, parent: "S1", order: 2, limit: 5 });
  await fetch(`${url}/S1-M1/children?site=north`);
  expect(asked[1]).toMatchObject({ site: "north", parent: "S1-M1" });
});

test("a move names the parent and the revision that was read", async () => {
  expect((await send("/S1-M1/move", "POST", { parent: "S1-L2", actor: "Wang" }, { "if-match": '"3"' })).status).toBe(200);
  expect(asked[0]).toMatchObject({ parent: "S1-L2", change: { actor: "Wang", expectedRevision: 3n } });
});

test("what the register refuses is told by status, field and limit", async () => {
  const change = { state: "retired", reason: "scrapped", actor: "Li" };
  const conflict = await send("/S1-M1/state", "POST", change, { "if-match": '"2"' });
  expect([conflict.status, await conflict.json()]).toMatchObject([409, { detail: expect.stringContaining("by Wang") }]);
  const illegal = await send("/S1-M1/state", "POST", change, { "if-match": '"3"' });
  expect([illegal.status, await illegal.json()]).toMatchObject([400, { field: "state", limit: "stopped or in_repair, as it is running" }]);
});

test("costs are booked and listed in the smallest unit, with totals", async () => {
  const cost = { id: "c1", kind: "parts", time: "2026-03-01T08:00:00Z", amountMinor: 12_345, currency: "CNY", order: "o1", actor: "Li" };
  expect((await send("/S1-M1/costs", "POST", cost)).status).toBe(200);
  expect(asked[0]).toMatchObject({ cost: { id: "c1", amountMinor: 12_345n, currency: "CNY", order: "o1", timeNs: TIME_NS } });
  expect(await (await fetch(`${url}/S1-M1/costs`)).json()).toMatchObject({
    items: [{ id: "c1", amountMinor: 12_345, time: "2026-03-01T08:00:00Z" }],
    totals: [{ kind: "parts", year: 2026, amountMinor: 12_345, entries: 1 }],
  });
});

test("the time line is asked for by kind and with what stands below", async () => {
  const answered = await fetch(`${url}/S1-M1/timeline?children=true&kind=cost_booked`);
  expect(await answered.json()).toMatchObject({
    items: [{ id: "e1", code: "S1-M1", kind: "cost_booked", subject: "c1", cost: { id: "c1" } }],
  });
  expect(asked[0]).toMatchObject({ withChildren: true, kind: 8 });
});

test("a link is put as JSON, a file as it is, and read as it was put", async () => {
  const link = { id: "web", name: "Manual", type: "manual", link: "https://example.com/m", actor: "Li" };
  expect((await send("/S1-M1/documents", "POST", link, { "if-match": '"3"' })).status).toBe(200);
  expect(asked[0]).toMatchObject({ id: "web", link: "https://example.com/m", content: "" });
  const query = new URLSearchParams({ id: "pdf", name: "图纸.pdf", type: "drawing", actor: "Li" });
  const headers = { "content-type": "application/pdf", "if-match": '"3"' };
  expect((await fetch(`${url}/S1-M1/documents?${query}`, { method: "POST", headers, body: "abcdef" })).status).toBe(200);
  expect(asked[1]).toMatchObject({
    id: "pdf",
    name: "图纸.pdf",
    contentType: "application/pdf",
    content: "abcdef",
    change: { expectedRevision: 3n },
  });
  const file = await fetch(`${url}/S1-M1/documents/pdf`);
  expect([file.headers.get("content-type"), file.headers.get("x-content-type-options"), await file.text()]).toEqual([
    "application/pdf",
    "nosniff",
    "abcdef",
  ]);
  expect(file.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(await (await fetch(`${url}/S1-M1/documents/web`)).json()).toMatchObject({ link: "https://example.com/m" });
  expect(await (await fetch(`${url}/S1-M1/documents`)).json()).toMatchObject({ items: [{ id: "web" }, { id: "pdf" }] });
  expect((await send("/S1-M1/documents/web", "DELETE", { actor: "Li" }, { "if-match": '"3"' })).status).toBe(200);
});

test("a table passes through to be taken, and back as a file", async () => {
  const body = "code,kind\nS1,site\n";
  const taken = await fetch(`${url}/import?dryRun=true&actor=Li`, { method: "POST", headers: { "content-type": "text/csv" }, body });
  expect(await taken.json()).toMatchObject({
    dryRun: true,
    rows: 1,
    refused: 1,
    problems: [{ line: 2, column: "parent", reason: "orphan" }],
  });
  expect(asked[0]).toMatchObject({ format: 1, dryRun: true, actor: "Li", content: body });
  await send("/import?actor=Li", "POST", []);
  expect(asked[1]).toMatchObject({ format: 2, dryRun: false, content: "[]" });
  const exported = await fetch(`${url}/export`);
  expect([exported.headers.get("content-type"), await exported.text()]).toEqual(["text/csv; charset=utf-8", "code,kind\r\nS1,site\r\n"]);
  expect(exported.headers.get("content-disposition")).toContain("equipment-default.csv");
});

const MACHINE = { kind: "machine", parent: "S1", nameZh: "泵", actor: "Li" };
test.each([
  ["PUT", "/s1", MACHINE, "code"],
  ["PUT", "/S1-M1", { ...MACHINE, kind: "robot" }, "kind"],
  ["PUT", "/S1-M1", { ...MACHINE, nameZh: "" }, "nameZh"],
  ["PUT", "/S1-M1", { ...MACHINE, colour: "blue" }, "colour"],
  ["PUT", "/S1-M1", { ...MACHINE, nameplate: { ratedPowerKw: "much" } }, "nameplate.ratedPowerKw"],
  ["PUT", "/S1-M1", { ...MACHINE, measurements: [{ phase: "later" }] }, "measurements[0].phase"],
  ["POST", "/S1-M1/move", { parent: "S1", actor: "Li" }, "If-Match"],
  [
    "POST",
    "/S1-M1/costs",
    { id: "c", kind: "parts", time: "2026-03-01T08:00:00Z", amountMinor: 1.5, currency: "CNY", actor: "Li" },
    "amountMinor",
  ],
  ["POST", "/S1-M1/documents", { id: "d", name: "n", type: "song", link: "https://x" }, "type"],
  ["POST", "/import?dryRun=yes", [], "dryRun"],
  ["POST", "/import?format=xml", [], "format"],
])("%s %s with %j is refused by name", async (method, path, body, field) => {
  const answered = await send(path, method, body);
  expect([answered.status, (await answered.json()) as unknown]).toMatchObject([400, { field }]);
  expect(asked).toEqual([]);
});
