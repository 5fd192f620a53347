import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EquipmentService, equipmentRecordToWire, PastOrderService } from "@phm/contracts";
import {
  type AssetConfig,
  type AssetRef,
  assetRef,
  type EquipmentKey,
  type EquipmentRecord,
  equipmentCode,
  organisationId,
  pointId,
  siteId,
} from "@phm/domain";
import { applyAdvisory } from "@phm/pipeline";
import { createClient, createLogger, GrpcServer, type JsonObject, Metrics, openBlobStore, openStore } from "@phm/service-kit";
import { AdvisoryLog } from "../../src/advise/advisory-log.js";
import { BEARING_COLLECTION, SiteBearings } from "../../src/bearings/site-bearings.js";
import { EquipmentTree } from "../../src/equipment/equipment-tree.js";
import { machineFacts } from "../../src/equipment/machine-facts.js";
import { openEquipment } from "../../src/equipment/open-equipment.js";
import { EQUIPMENT_COLLECTION, type StoredEquipment } from "../../src/equipment/stored-equipment.js";
import { OrderEventLog } from "../../src/orders/order-event-log.js";
import { ORDER_COLLECTION, type StoredOrder } from "../../src/orders/stored-order.js";
import { WorkOrderBook } from "../../src/orders/work-order-book.js";
import { PAST_ORDER_COLLECTION, PastOrderBook, type StoredPastOrder } from "../../src/past-orders/past-order-book.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "../../src/register/asset-register.js";
import type { StoredRevision } from "../../src/revisions/revision-book.js";
import { equipmentService } from "../../src/serve/equipment-service.js";
import { pastOrderService } from "../../src/serve/past-order-service.js";

export const START_NS = 1_700_000_000_000_000_000n;

/** The service's own equipment register behind a real gRPC server, with its asset register, orders and advisories, on a real store. */
export async function startEquipment(mongoUrl?: string) {
  const folder = mkdtempSync(join(tmpdir(), "phm-equipment-"));
  const database = `phm_equipment_test_${process.pid}_${mongoUrl ? "mongo" : "sqlite"}`;
  const engine = mongoUrl ? { mongoUrl } : {};
  const store = await openStore({ database, folder, file: "equipment.db", ...engine });
  const blobs = await openBlobStore({ name: "documents", database, folder: join(folder, "documents"), ...engine });
  const logger = createLogger({ service: "test", level: "silent" });
  let nowNs = START_NS;
  const tick = () => (nowNs += 1_000_000_000n);

  const nodes = await store.collection<StoredEquipment>(EQUIPMENT_COLLECTION);
  const tree = new EquipmentTree(nodes);
  const announced: AssetConfig[] = [];
  /** Fails the announcements while it is set, as a broker that is away does. */
  const broker = { isAway: false };
  const announce = async (config: AssetConfig) => {
    if (broker.isAway) throw new Error("no broker");
    announced.push(config);
  };
  const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), tick);
  const factsOf = async (ref: AssetRef) => {
    const machine = await tree.machineOf(ref);
    return machine ? machineFacts(machine.equipment) : {};
  };
  const register = new AssetRegister(await store.collection<RegisteredAsset>(ASSET_COLLECTION), bearings, announce, factsOf);
  const advisories = new AdvisoryLog(await store.series<JsonObject>("advisories"));
  const orderLog = new OrderEventLog(await store.series<JsonObject>("order_events"));
  const orders = new WorkOrderBook(await store.collection<StoredOrder>(ORDER_COLLECTION), applyAdvisory, orderLog, async () => []);
  const equipment = await openEquipment({
    store,
    nodes,
    tree,
    register,
    orders,
    orderLog,
    advisories,
    blobs,
    nowNs: tick,
    changed: () => {},
    logger,
  });

  const pastOrders = new PastOrderBook(await store.collection<StoredPastOrder>(PAST_ORDER_COLLECTION), equipment.journal);
  const services = [equipmentService({ equipment }), pastOrderService({ equipment, pastOrders })];
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const address = `127.0.0.1:${await server.start()}`;
  const client = createClient(EquipmentService, address);
  const pastOrderClient = createClient(PastOrderService, address);
  const stop = async () => {
    client.close();
    pastOrderClient.close();
    await server.stop();
    await blobs.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...equipment,
    nodes,
    register,
    orders,
    advisories,
    announced,
    broker,
    call: client.call,
    past: pastOrderClient.call,
    pastOrders,
    stop,
  };
}

export type RunningEquipment = Awaited<ReturnType<typeof startEquipment>>;

export const recordOf = (nameEn: string, more: Partial<EquipmentRecord> = {}): EquipmentRecord => ({
  name: { en: nameEn, zh: "" },
  nameplate: { further: {} },
  measurements: [],
  ...more,
});

export const keyAt = (site: string, code: string): EquipmentKey => ({
  organisation: organisationId("acme"),
  site: siteId(site),
  code: equipmentCode(code),
});

/** An asset with one measurement point. */
export const assetAt = (site: string, asset: string): AssetConfig => ({
  ref: assetRef("acme", site, asset),
  kind: "pump",
  component: "bearing",
  criticality: "low",
  points: [{ id: pointId("h"), quantity: "acceleration", unit: "g" }],
});

/** Registers a site, a line under it, a machine and its bearing: S1, S1-L1, S1-L1-M1 and S1-L1-M1-B1. */
export async function registerLine(running: RunningEquipment, site: string, machine: Partial<EquipmentRecord> = {}): Promise<void> {
  const change = { actor: "Li", note: "" };
  const put = (code: string, kind: "site" | "line" | "machine" | "component", parent?: string, record: Partial<EquipmentRecord> = {}) =>
    running.book.change(keyAt(site, code), change, () => [
      { kind: "register", as: kind, record: recordOf(code, record), ...(parent ? { parent: equipmentCode(parent) } : {}) },
    ]);
  await put("S1", "site");
  await put("S1-L1", "line", "S1");
  await put("S1-L1-M1", "machine", "S1-L1", machine);
  await put("S1-L1-M1-B1", "component", "S1-L1-M1", { component: "bearing" });
}

export const recordMessage = (record: EquipmentRecord) => equipmentRecordToWire(record);
