import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { applyAdvisory, maintenanceKpis } from "@phm/advisory";
import { KpiService } from "@phm/contracts";
import {
  addSeconds,
  assetId,
  assetRef,
  type OrderTask,
  organisationId,
  siteId,
  type Verdict,
  verdictId,
  type WorkOrder,
} from "@phm/domain";
import { type Collection, createClient, createLogger, type DocumentStore, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import fc from "fast-check";
import { OrderKpis } from "../src/kpis/order-kpis.js";
import { ORDER_COLLECTION, type OrderRecord, type StoredOrder, storedOrder } from "../src/orders/stored-order.js";
import { kpiService } from "../src/serve/kpi-service.js";
import { advisoryOf } from "./advisory.js";

const DAY_S = 86_400;
const ADVISORY = advisoryOf("bearing_outer_race", "north");
const at = (days: number) => addSeconds(ADVISORY.timeNs, Math.round(days * DAY_S));
const MACHINES = 7;
const [organisation, site] = [organisationId("acme"), siteId("north")];
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

describe("figures of maintenance", () => {
  test("of any time are those of all orders that are on record, read by index alone", async () => {
    const day = fc.integer({ min: -10, max: 400 });
    await fc.assert(
      fc.asyncProperty(day, day, fc.option(fc.integer({ min: 0, max: MACHINES - 1 })), async (a, b, machine) => {
        const [fromNs, toNs] = [at(Math.min(a, b)), at(Math.max(a, b) + 1)];
        const asset = machine === null ? undefined : assetId(`pump-${machine}`);
        const own = RECORDS.filter(({ order: { ref } }) => ref.site === site && (asset === undefined || ref.asset === asset));
        const machines = asset === undefined ? MACHINES : 1;
        const known = own.filter(({ order }) => order.openedNs < toNs);
        const { machines: told, ...figures } = await kpis.figures({ organisation, site, fromNs, toNs, ...(asset ? { asset } : {}) });
        expect(told).toBe(machines);
        expect(figures).toEqual(maintenanceKpis(known, { fromNs, toNs, machines }));
      }),
      { numRuns: 40 },
    );
  });

  test("are served over gRPC, absent where there is no case, and refused for a time that is none", async () => {
    const logger = createLogger({ service: "test", level: "silent" });
    const server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [kpiService({ kpis })], logger, metrics: new Metrics("test") });
    const client = createClient(KpiService, `127.0.0.1:${await server.start()}`);
    try {
      const year = await client.call.getMaintenanceKpis({ organisation, site, fromNs: at(0), toNs: at(365) });
      expect(year).toMatchObject({ machines: MACHINES, precision: { cases: expect.any(Number) }, failures: expect.any(Number) });
      expect(year.precisionByMode[0]?.precision?.cases).toBe(year.precision?.cases);
      const before = await client.call.getMaintenanceKpis({ organisation, site, fromNs: at(-9), toNs: at(-1) });
      expect([before.opened, before.meanTimeToRepairH, before.precision]).toEqual([0, undefined, undefined]);
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
