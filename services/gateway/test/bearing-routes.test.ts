import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { BearingService, bearingEntryToWire, bearingRevisionToWire, siteBearingFromWire } from "@phm/contracts";
import { type BearingRevision, checkSiteBearing, ordersOfGeometry, type SiteBearing } from "@phm/domain";
import { defineService, ServiceError } from "@phm/service-kit";
import { bearingRoutes } from "../src/routes/bearings.js";
import { serveRoutes } from "./serve-routes.js";

const GEOMETRY = { ballDiameterMm: 7.5, pitchDiameterMm: 38.5, balls: 9, contactAngleDeg: 0 };
const BODY = { geometry: GEOMETRY, source: "drawing 7", dynamicLoadRatingKn: 14, maker: "HRB" };

/** A catalogue in memory that plays the other side: one site, with its revisions. */
let revisions: BearingRevision[] = [];
let asked: Record<string, unknown> = {};
const entryOf = ({ designation, maker, notes, source, geometry, dynamicLoadRatingKn }: SiteBearing) => {
  const figures = { catalogue: "site", designation, version: revisions.length, accuracy: "given", toleranceRatio: 0.012 } as const;
  const rating = dynamicLoadRatingKn === undefined ? {} : { dynamicLoadRatingKn };
  const text = { ...(maker === undefined ? {} : { maker }), ...(notes === undefined ? {} : { notes }) };
  const known = { ...figures, orders: ordersOfGeometry(geometry!), geometry: geometry!, source, ...rating };
  return bearingEntryToWire({ figures: known, version: revisions.length, hasBuiltIn: false, ...text });
};
const change = (request: { expectedVersion: bigint; author: string; note: string }, bearing?: SiteBearing) => {
  if (Number(request.expectedVersion) !== revisions.length) throw new ServiceError("conflict", "someone was first", { retryable: false });
  const { author, note } = request;
  revisions = [
    { version: revisions.length + 1, author, note, timeNs: 1_700_000_000_000_000_000n, ...(bearing ? { bearing } : {}) },
    ...revisions,
  ];
};
const peer = defineService(BearingService, {
  listBearings: async ({ organisation, site, search, limit, cursor }) => {
    asked = { organisation, site, search, limit, cursor };
    return { entries: [entryOf({ designation: "PX9", ...BODY })], nextCursor: "PX9" };
  },
  getBearing: async ({ designation }) => {
    asked = { designation };
    const bearing = revisions[0]?.bearing;
    if (!bearing) throw new ServiceError("not_found", `no ${designation}`);
    return { entry: entryOf(bearing) };
  },
  putBearing: async (request) => {
    const bearing = siteBearingFromWire(request.bearing);
    asked = { organisation: request.organisation, site: request.site, designation: bearing.designation };
    checkSiteBearing(bearing);
    change(request, bearing);
    return { entry: entryOf(bearing) };
  },
  removeBearing: async (request) => {
    change(request);
    return { version: BigInt(revisions.length) };
  },
  getBearingHistory: async () => ({ revisions: revisions.map(bearingRevisionToWire), nextCursor: "" }),
});

let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const served = await serveRoutes(BearingService, peer, (calls) => ({ workorders: { bearings: calls } }), bearingRoutes);
  [url, stop] = [`${served.url}/bearings`, served.stop];
});
afterAll(() => stop());
beforeEach(() => {
  revisions = [];
});

const send = (method: string, body: unknown, headers: Record<string, string> = { "if-match": '"0"' }) =>
  fetch(`${url}/PX-9?site=north`, { method, body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });

describe("the bearing catalogue over REST", () => {
  test("a bearing is put under If-Match, read with its version as ETag, and taken back", async () => {
    const put = await send("PUT", { author: "Li", note: "new", bearing: BODY });
    expect([put.status, put.headers.get("etag")]).toEqual([200, '"1"']);
    expect(asked).toEqual({ organisation: "default", site: "north", designation: "PX-9" });
    expect(await put.json()).toMatchObject({
      designation: "PX-9",
      catalogue: "site",
      version: 1,
      maker: "HRB",
      notes: null,
      geometry: GEOMETRY,
    });
    expect((await fetch(`${url}/PX-9`)).headers.get("etag")).toBe('"1"');
    const late = await send("PUT", { author: "Wang", bearing: BODY });
    expect([late.status, await late.json()]).toMatchObject([409, { code: "conflict", detail: "someone was first" }]);
    const gone = await send("DELETE", { author: "Li" }, { "if-match": '"1"' });
    expect([gone.status, gone.headers.get("etag")]).toEqual([204, '"2"']);
    expect((await fetch(`${url}/PX-9`)).status).toBe(404);
    const { items } = (await (await fetch(`${url}/PX-9/history`)).json()) as { items: unknown[] };
    expect(items).toMatchObject([
      { version: 2, author: "Li", bearing: null },
      { version: 1, note: "new", time: "2023-11-14T22:13:20Z", bearing: { dynamicLoadRatingKn: 14 } },
    ]);
  });

  test("what a read shows can be put again, and a designation may have a slash", async () => {
    const shown = (await (await send("PUT", { author: "Li", bearing: BODY })).json()) as Record<string, unknown>;
    expect((await send("PUT", { author: "Li", bearing: shown }, { "if-match": '"1"' })).status).toBe(200);
    await fetch(`${url}/${encodeURIComponent("22228 CC/W33")}`);
    expect(asked).toEqual({ designation: "22228 CC/W33" });
  });

  test("the list is searched and paged", async () => {
    const answer = await fetch(`${url}?search=PX&limit=7&cursor=AB&organisation=acme`);
    expect(await answer.json()).toMatchObject({ items: [{ designation: "PX9" }], nextCursor: "PX9" });
    expect(asked).toEqual({ organisation: "acme", site: "default", search: "PX", limit: 7, cursor: "AB" });
    expect((await fetch(`${url}?limit=501`)).status).toBe(400);
  });

  test.each<[string, unknown, Record<string, string>?]>([
    ["If-Match", { author: "Li", bearing: BODY }, {}],
    ["If-Match", { author: "Li", bearing: BODY }, { "if-match": "*" }],
    ["author", { author: 5, bearing: BODY }],
    ["bearing", { author: "Li" }],
    ["bearing", { author: "Li", bearing: [] }],
    ["bearing.source", { author: "Li", bearing: { ...BODY, source: { toString: false } } }],
    ["bearing.maker", { author: "Li", bearing: { ...BODY, maker: 1 } }],
    ["bearing.dynamicLoadRatingKn", { author: "Li", bearing: { ...BODY, dynamicLoadRatingKn: "14" } }],
    ["bearing.geometry.balls", { author: "Li", bearing: { ...BODY, geometry: { ...GEOMETRY, balls: 9.5 } } }],
    ["bearing.geometry.balls", { author: "Li", bearing: { ...BODY, geometry: { ...GEOMETRY, balls: 2 } } }],
    ["bearing.geometry.contactAngleDeg", { author: "Li", bearing: { ...BODY, geometry: { ...GEOMETRY, contactAngleDeg: 91 } } }],
    ["bearing.orders.bsf", { author: "Li", bearing: { ...BODY, orders: { bpfo: 3.6, bpfi: 5.4, ftf: 0.4 } } }],
    ["bearing.geometry", { author: "Li", bearing: { source: "x" } }],
  ])("a bad %s is a 400 that names it, and nothing is put", async (field, body, headers = { "if-match": '"0"' }) => {
    const response = await send("PUT", body, headers);
    expect([response.status, await response.json()]).toMatchObject([400, { code: "invalid_argument", field }]);
    expect(revisions).toEqual([]);
  });
});
