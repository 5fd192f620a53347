import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PastOrderService, pastOrderToWire } from "@phm/contracts";
import { assetRef, type PastOrder, parseTimeNs } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { pastOrderRoutes } from "../src/routes/past-orders.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const ORDER: PastOrder = {
  ref: assetRef("default", "default", "pump"),
  number: "A1",
  title: "Seal renewed",
  kind: "corrective",
  mechanism: "1.1",
  labourH: 1.5,
  cost: 80,
  finishedNs: parseTimeNs("2020-02-03T00:00:00Z"),
};
let served: ServedRoutes;
beforeAll(async () => {
  const played = defineService(PastOrderService, {
    listPastOrders: async ({ limit }: { limit: number }) => ({ orders: [pastOrderToWire(ORDER)], nextCursor: `after-${limit}` }),
  } as never);
  served = await serveRoutes(PastOrderService, played, (calls) => ({ workorders: { pastOrders: calls } }), pastOrderRoutes);
});
afterAll(() => served.stop());

test("work of before is told in seconds, with null for what the other system does not tell", async () => {
  const response = await fetch(`${served.url}/assets/pump/past-orders?limit=5`);
  expect(await response.json()).toEqual({
    items: [
      {
        ...{ asset: "pump", number: "A1", kind: "corrective", title: "Seal renewed", component: null, workDone: null, code: null },
        ...{ failureMode: null, mechanism: "1.1", cause: null, reported: null, started: null, finished: "2020-02-03T00:00:00Z" },
        ...{ labourS: 5400, downtimeS: null, cost: 80 },
      },
    ],
    nextCursor: "after-5",
  });
});
