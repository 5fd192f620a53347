import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ExchangeOffice, KEY, PLACE, S_NS, SECRET } from "./exchange-office.js";

let office: ExchangeOffice;
beforeEach(async () => {
  office = await ExchangeOffice.open();
});
afterEach(() => office.close());

describe("locations", () => {
  test("come from a table, with a report on what cannot be taken, and a dry run that changes nothing", async () => {
    const table = "pump,P-100\nfan,P-200\n,P-300";
    const dry = await office.importLocations(table, { dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, rows: 3, taken: 1, refused: 2 });
    expect(dry.problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, "asset", "unknown_asset"],
      [4, "asset", "missing"],
    ]);
    expect((await office.client.call.listLocations(PLACE)).locations).toEqual([]);
    await office.importLocations(table);
    expect(await office.importLocations(table)).toMatchObject({ taken: 0, unchanged: 1 });
    expect((await office.client.call.listLocations(PLACE)).locations).toMatchObject([{ asset: "pump", location: "P-100" }]);
  });
});

test("a location that is taken away is free for another asset", async () => {
  await office.locate();
  expect(await office.client.call.removeLocation({ ...PLACE, asset: "pump" })).toMatchObject({ removed: true });
  expect(await office.client.call.removeLocation({ ...PLACE, asset: "pump" })).toMatchObject({ removed: false });
  expect(await office.exchange.locations.put(KEY, "fan", "P-100")).toBe(true);
});

test("how the exchange goes is told: what waits, what was given up, what could not be taken, and whether they answer", async () => {
  const status = () => office.client.call.getSystemStatus(PLACE);
  expect(await status()).toMatchObject({ polledNs: 0n, pendingCount: 0, deadCount: 0, refusedCount: 0 });
  await office.announce((await office.advise()).id);
  await office.tell({ event: "e1", rev: 1, ref: "no-such-order", status: "WIP" });
  office.peer.status = 500;
  await office.poll();
  expect(await status()).toMatchObject({
    polledNs: office.nowNs,
    pollError: "answered 500",
    pendingCount: 1,
    deadCount: 0,
    refusedCount: 1,
  });
  Object.assign(office.peer, { status: 422 });
  await office.locate();
  await office.send();
  office.peer.status = 201;
  office.nowNs += 60n * S_NS;
  await office.poll();
  expect(await status()).toMatchObject({ polledNs: office.nowNs, pollError: "", pendingCount: 0, deadCount: 1 });
  expect(office.counted).toEqual(["refused", "dead"]);
  await expect(office.client.call.getSystemStatus({ ...PLACE, system: "sap" })).rejects.toMatchObject({ code: "not_found" });
});

test("a system's secret is never told, and kept where none is given", async () => {
  const { systems } = await office.client.call.listSystems({ organisation: "acme" });
  expect(systems[0]?.secret).toBeUndefined();
  await office.client.call.putSystem({ system: systems[0] as NonNullable<(typeof systems)[0]> });
  expect((await office.system()).secret).toBe(SECRET);
});

test.each([
  [{ url: "http://10.0.0.1/api" }, "url"],
  [{ tokenVariable: "PATH" }, "tokenVariable"],
  [{ changesPath: "/changes" }, "changesPath"],
  [{ outbound: {} }, "outbound.id"],
  [{ secret: "short" }, "secret"],
  [{ numberPath: "a b" }, "numberPath"],
])("a system with %j is refused by %s", async (changes, field) => {
  await expect(office.connect("http://127.0.0.1:9", changes)).rejects.toMatchObject({ code: "invalid_argument", field });
});
