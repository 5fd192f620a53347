import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { type JsonObject, openStore } from "@phm/service-kit";
import { TRANSFER_COLLECTION, TransferLog } from "../../src/exchange/transfer-log.js";
import { MIGRATIONS } from "../../src/migrations/migrations.js";

/** A transfer's document as releases before schema 3 wrote it, frozen here: what they know of the order's end is not said. */
const TRANSFER: JsonObject = {
  ...{ organisation: "acme", site: "north", asset: "pump", system: "eam", order: "WO-1", wanted: 3, told: 2, number: "17" },
  ...{ state: "sent", attempts: 0, changedNs: "01700000000000000000", sinceNs: "01700000000000000000", lastError: "" },
};

let folder: string;
afterAll(() => rm(folder, { recursive: true, force: true }));

test("orders that another system was told by the release before are looked at once more", async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-transfers-form-"));
  const store = await openStore({ database: "unused", folder, file: "workorders.db" });
  const transfers = await store.collection<never>(TRANSFER_COLLECTION);
  await transfers.insert("acme:north:eam:WO-1", TRANSFER as never);
  await MIGRATIONS.find(({ name }) => name === "transfers-stand")?.run(store, { reached: async () => {} } as never);
  const standing: unknown[] = [];
  const key = { organisation: "acme", site: "north", id: "eam" } as never;
  for await (const each of new TransferLog(transfers).standing(key)) standing.push(each);
  expect(standing).toEqual([{ ...TRANSFER, standing: true }]);
  await store.close();
});
