import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { failureModeCodec, KpiService } from "@phm/contracts";
import { parseTimeNs } from "@phm/domain";
import { defineService } from "@phm/service-kit";
import { kpiRoutes } from "../src/routes/kpis.js";
import { serveRoutes } from "./serve-routes.js";

let asked: object;
let root: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  const kpis = defineService(KpiService, {
    getMaintenanceKpis: async (request) => {
      asked = request;
      const precision = { ratio: 0.75, cases: 4 };
      return {
        ...{
          machines: 3,
          opened: 5,
          ended: 4,
          backlog: 1,
          overdue: 0,
          backlogH: 1.5,
          failures: 1,
          meanTimeToRepairH: 2,
          availabilityRatio: 0.99,
        },
        ...{ precision, precisionByMode: [{ failureMode: failureModeCodec.toWire("imbalance"), precision }], labourCost: 60, partCost: 24 },
      };
    },
    getLifeCosts: async ({ ref }) => {
      asked = ref!;
      const booked = [{ kind: 3, year: 2026, currency: "CNY", amountMinor: 12_300n, entries: 1 }];
      return { orders: 2, labourH: 1.5, labourCost: 60, partCost: 24, downtimeH: 4, booked };
    },
  });
  const served = await serveRoutes(KpiService, kpis, (calls) => ({ workorders: { kpis: calls } }), kpiRoutes);
  [root, stop] = [served.url, served.stop];
});
afterAll(() => stop());

test("figures of a time are told in seconds, with their cases, and null where there is none", async () => {
  const response = await fetch(`${root}/kpis?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&asset=pump`);
  expect(await response.json()).toEqual({
    ...{ machineCount: 3, openedCount: 5, endedCount: 4, backlogCount: 1, overdueCount: 0, backlogWorkS: 5_400, failureCount: 1 },
    ...{ meanTimeBetweenFailuresS: null, meanTimeToRepairS: 7_200, availabilityRatio: 0.99, planned: null, leadTimeGainedS: null },
    precision: { ratio: 0.75, caseCount: 4 },
    precisionByMode: [{ failureMode: "imbalance", ratio: 0.75, caseCount: 4 }],
    cost: { labour: 60, parts: 24 },
  });
  expect(asked).toMatchObject({
    organisation: "default",
    site: "default",
    asset: "pump",
    fromNs: parseTimeNs("2026-01-01T00:00:00Z", "from"),
  });
});

test("what a machine has cost is told by what is booked on its orders and on its node", async () => {
  expect(await (await fetch(`${root}/assets/pump/costs`)).json()).toEqual({
    ...{ orderCount: 2, labourS: 5_400, downtimeS: 14_400, cost: { labour: 60, parts: 24 } },
    bookedTotals: [{ kind: "downtime", year: 2026, currency: "CNY", amountMinor: 12_300, entries: 1 }],
  });
  expect(asked).toMatchObject({ site: "default", asset: "pump" });
});

test.each([
  ["?to=2026-02-01T00:00:00Z", "from"],
  ["?from=2026-01-01T00:00:00Z&to=soon", "to"],
])("%s is refused by the field", async (query, field) => {
  const response = await fetch(`${root}/kpis${query}`);
  expect([response.status, ((await response.json()) as { field: string }).field]).toEqual([400, field]);
});
