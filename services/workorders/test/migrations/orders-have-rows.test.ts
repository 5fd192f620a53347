import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { WorkOrderService } from "@phm/contracts";
import { createClient, type JsonObject, openStore, type Service, type ServiceClient } from "@phm/service-kit";
import { type NatsServer, startNatsServer } from "@phm/testkit";
import { createWorkorders, readConfig } from "../../src/index.js";
import { ORDER_COLLECTION } from "../../src/orders/stored-order.js";
import { freePort } from "../maintenance/running-service.js";
import { firstFormOrder } from "./first-form.js";

const PLACE = { organisation: "acme", site: "north" };
const COUNT = 30;
/** Every third has ended and was not told; every second is from before transitions were numbered. */
const formOf = (number: number) => firstFormOrder(number, { ended: number % 3 === 0, transitions: number % 2 === 0 });

describe("the data of the release before orders had rows", () => {
  let folder: string;
  let nats: NatsServer;
  let workorders: Service;
  let orders: ServiceClient<typeof WorkOrderService>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-first-form-"));
    const store = await openStore({ database: "unused", folder, file: "workorders.db" });
    const old = await store.collection<JsonObject>({ name: ORDER_COLLECTION.name, indexes: [] });
    for (let number = 1; number <= COUNT; number++) await old.insert(`acme:WO-${number}`, formOf(number));
    await store.close();
    nats = await startNatsServer();
    const port = await freePort();
    orders = createClient(WorkOrderService, `127.0.0.1:${port}`);
    const env = { NATS_URL: nats.url, PHM_DATA_DIR: folder, PHM_GRPC_PORT: String(port), PHM_HTTP_PORT: "0", LOG_LEVEL: "silent" };
    workorders = createWorkorders(readConfig(env));
    await workorders.start();
  }, 60_000);
  afterAll(async () => {
    orders?.close();
    await workorders?.stop();
    await nats?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("is listed, each order once and with what it was, after the present one has started on it", async () => {
    const { workOrders: listed } = await orders.call.listWorkOrders({ ...PLACE, limit: 100 });
    expect(listed.map(({ id }) => id).sort()).toEqual(Array.from({ length: COUNT }, (_, i) => `WO-${i + 1}`).sort());
    expect(listed.find(({ id }) => id === "WO-2")).toMatchObject({ component: "bearing", ref: { asset: "pump-2" } });
  });

  test("has told what it had not, and forgotten that it had to", async () => {
    const store = await openStore({ database: "unused", folder, file: "workorders.db" });
    const collection = await store.collection<JsonObject>(ORDER_COLLECTION);
    expect(await collection.count({ unannounced: true })).toBe(0);
    expect(await collection.count({ machine: "acme:north:pump-3" })).toBe(1);
    await store.close();
  });
});
