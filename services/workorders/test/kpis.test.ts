import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { applyAdvisory, maintenanceKpis, NO_COSTS } from "@phm/advisory";
import { KpiService } from "@phm/contracts";
import {
  type AssetId,
  addSeconds,
  assetId,
  assetRef,
  type EquipmentKind,
  equipmentCode,
  type OrderTask,
  organisationId,
  siteId,
  type Verdict,
  verdictId,
  type WorkOrder,
} from "@phm/domain";
import { type Collection, createClient, createLogger, type DocumentStore, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import fc from "fast-check";
import { EquipmentTree } from "../src/equipment/equipment-tree.js";
import { EQUIPMENT_COLLECTION, NOTHING_PENDING, type StoredEquipment, storedEquipment } from "../src/equipment/stored-equipment.js";
import { OrderKpis } from "../src/kpis/order-kpis.js";
import { ORDER_COLLECTION, type OrderRecord, type StoredOrder, storedOrder } from "../src/orders/stored-order.js";
import { kpiService } from "../src/serve/kpi-service.js";
import { advisoryOf } from "./advisory.js";

const DAY_S = 86_400;
const ADVISORY = advisoryOf("bearing_outer_race", "north");
const at = (days: number) => addSeconds(ADVISORY.timeNs, Math.round(days * DAY_S));
const MACHINES = 7;
const [organisation, site] = [organisationId("acme"), siteId("north")];
const PUMPS = Array.from({ length: MACHINES }, (_, i) => assetId(`pump-${i}`));
const TASK: OrderTask = { title: { en: "x", zh: "x" }, checks: [], parts: [], tools: [], estimatedMinutes: 60 };

/** Orders of a year, opened one after the other; of three two have ended, of these every second with a failure. */
const RECORDS: readonly OrderRecord[] = Array.from({ length: 120 }, (_, i) => {
  const ref = assetRef("acme", i % 11 === 0 ? "south" : "north", `pump-${i % MACHINES}`);
  const opened = {
    ...(applyAdvisory(null, { ...ADVISORY, ref, id: `a${i}`, timeNs: at(i * 3) }) as WorkOrder),
    component: `c${i}`,
    dueNs: at(i * 3 + 9),
  };
  if (i % 3 === 0) return { order: { ...opened, task: TASK } };
  const doneNs = at(i * 3 + 1 + (i % 20));
  const verdict: Verdict = {
    ...{
      id: verdictId(ref, opened.id),
      ref,
      workOrder: opened.id,
      component: opened.component,
      advised: "bearing_outer_race",
      timeNs: doneNs,
    },
    ...{ actor: "li", advisories: [], result: i % 4 === 0 ? "not_found" : "confirmed", workDone: "x", repaired: true },
    ...(i % 4 === 1 ? { failedNs: addSeconds(doneNs, -DAY_S / 2) } : {}),
  };
  return { order: { ...opened, state: "closed", endedNs: doneNs, updatedNs: doneNs }, verdict };
});

let folder: string;
let store: DocumentStore;
let orders: Collection<StoredOrder>;
let kpis: OrderKpis;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-kpis-"));
  store = await openStore({ database: "unused", folder, file: "workorders.db" });
  orders = await store.collection<StoredOrder>(ORDER_COLLECTION);
  for (const record of RECORDS) await orders.insert(`acme:${record.order.id}`, storedOrder(record));
  kpis = new OrderKpis(orders, { count: async () => MACHINES });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An area with a line of two machines, one of them with a component. */
async function putLine(nodes: Collection<StoredEquipment>): Promise<void> {
  const put = async (code: string, kind: EquipmentKind, parent?: string, asset?: AssetId) => {
    const record = { name: { en: code, zh: "" }, nameplate: { further: {} }, measurements: [], ...(asset ? { asset } : {}) };
    const place = { organisation, site, code: equipmentCode(code), kind, ...(parent ? { parent: equipmentCode(parent) } : {}) };
    const equipment = { ...place, record, documents: [], costTotals: [] };
    await nodes.insert(
      `acme:north:${code}`,
      storedEquipment({ equipment, revision: 1, changedBy: "li", changedNs: at(0) }, NOTHING_PENDING),
    );
  };
  await put("A1", "area");
  await put("A1-L1", "line", "A1");
  await put("A1-L1-M1", "machine", "A1-L1", PUMPS[0]);
  await put("A1-L1-M2", "machine", "A1-L1", PUMPS[1]);
  await put("A1-L1-M2-C", "component", "A1-L1-M2");
}

describe("figures of maintenance", () => {
  test("of any time are those of all orders that are on record, read by index alone", async () => {
    const day = fc.integer({ min: -10, max: 400 });
    await fc.assert(
      fc.asyncProperty(day, day, fc.option(fc.subarray(PUMPS)), async (a, b, chosen) => {
        const [fromNs, toNs] = [at(Math.min(a, b)), at(Math.max(a, b) + 1)];
        const assets = chosen ?? undefined;
        const own = RECORDS.filter(({ order: { ref } }) => ref.site === site && (assets === undefined || assets.includes(ref.asset)));
        const machines = assets?.length ?? MACHINES;
        const known = own.filter(({ order }) => order.openedNs < toNs);
        const { machines: told, ...figures } = await kpis.figures({ organisation, site, fromNs, toNs, ...(assets ? { assets } : {}) });
        expect(told).toBe(machines);
        expect(figures).toEqual(maintenanceKpis(known, { fromNs, toNs, machines }));
      }),
      { numRuns: 40 },
    );
  });

  test("over the life of a machine are what is booked on its orders, standing or not, and how long it stood after failures", async () => {
    const ref = assetRef("acme", "north", "costly");
    const opened = { ...(applyAdvisory(null, { ...ADVISORY, ref, id: "c1", timeNs: at(0) }) as WorkOrder) };
    const booked = { checklist: [], attachments: [] };
    const time = { person: "li", startNs: at(0), minutes: 90, ratePerHour: 40 };
    const standing = {
      ...{ ...opened, id: "WO-costly-1", component: "seal" },
      work: {
        ...booked,
        timeBookings: [time, { ...time, minutes: 30, ratePerHour: 0 }],
        partBookings: [{ part: "6205", quantity: 2, costPerUnit: 12 }],
      },
    };
    const ended: WorkOrder = { ...opened, id: "WO-costly-2", state: "closed", endedNs: at(2) };
    const verdict: Verdict = {
      ...{ id: "v", ref, workOrder: ended.id, component: "bearing", timeNs: at(2), failedNs: at(1), actor: "li", advisories: [] },
      ...{ result: "confirmed", workDone: "x", repaired: true },
    };
    await orders.insert("acme:WO-costly-1", storedOrder({ order: standing }));
    await orders.insert("acme:WO-costly-2", storedOrder({ order: ended, verdict }));
    expect(await kpis.lifeCosts(ref)).toEqual({ orders: 2, labourH: 2, labourCost: 60, partCost: 24, downtimeH: 24 });
    expect(await kpis.lifeCosts(assetRef("acme", "north", "new"))).toEqual(NO_COSTS);
    for (const id of ["WO-costly-1", "WO-costly-2"]) await orders.delete(`acme:${id}`);
  });

  test("are served over gRPC, absent where there is no case, and refused for a time that is none", async () => {
    const logger = createLogger({ service: "test", level: "silent" });
    const nodes = await store.collection<StoredEquipment>(EQUIPMENT_COLLECTION);
    await putLine(nodes);
    const services = [kpiService({ kpis, equipment: { tree: new EquipmentTree(nodes) } })];
    const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
    const client = createClient(KpiService, `127.0.0.1:${await server.start()}`);
    try {
      const year = await client.call.getMaintenanceKpis({ organisation, site, fromNs: at(0), toNs: at(365) });
      expect(year).toMatchObject({ machines: MACHINES, precision: { cases: expect.any(Number) }, failures: expect.any(Number) });
      expect(year.precisionByMode[0]?.precision?.cases).toBe(year.precision?.cases);
      const life = await client.call.getLifeCosts({ ref: { organisation, site, asset: "pump-1" } });
      expect(life).toMatchObject({
        orders: RECORDS.filter(({ order: { ref } }) => ref.site === site && ref.asset === "pump-1").length,
        booked: [],
      });
      const before = await client.call.getMaintenanceKpis({ organisation, site, fromNs: at(-9), toNs: at(-1) });
      expect([before.opened, before.meanTimeToRepairH, before.precision]).toEqual([0, undefined, undefined]);
      const asked = { organisation, site, fromNs: at(0), toNs: at(365) };
      const line = await client.call.getMaintenanceKpis({ ...asked, place: "A1" });
      const two = await kpis.figures({ ...asked, assets: PUMPS.slice(0, 2) });
      expect(line).toMatchObject({ machines: 2, opened: two.opened, backlog: two.backlog });
      await expect(client.call.getMaintenanceKpis({ ...asked, place: "A9" })).rejects.toMatchObject({ code: "not_found" });
      await expect(client.call.getMaintenanceKpis({ ...asked, place: "A1", asset: "pump-1" })).rejects.toMatchObject({ field: "place" });
      await expect(client.call.getMaintenanceKpis({ organisation, site, fromNs: at(1), toNs: at(1) })).rejects.toThrow("toNs is");
      await expect(client.call.getMaintenanceKpis({ organisation, site, fromNs: at(0), toNs: at(1_101) })).rejects.toThrow(
        "at most 1100 days",
      );
      await expect(client.call.getMaintenanceKpis({ organisation, site: "no/site", fromNs: at(0), toNs: at(1) })).rejects.toThrow("site");
    } finally {
      client.close();
      await server.stop();
    }
  });
});
