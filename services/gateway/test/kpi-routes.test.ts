import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { failureModeCodec, KpiService } from "@phm/contracts";
import { parseTimeNs } from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, HttpServer, Metrics } from "@phm/service-kit";
import express from "express";
import type { GatewayContext } from "../src/context.js";
import { sendProblem } from "../src/problem.js";
import { kpiRoutes } from "../src/routes/kpis.js";

const logger = createLogger({ service: "test", level: "silent" });
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
  });
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [kpis], logger, metrics: new Metrics("test") });
  const client = createClient(KpiService, `127.0.0.1:${await server.start()}`);
  const app = express();
  app.use("/api/v1", kpiRoutes({ workorders: { kpis: client.call } } as unknown as GatewayContext));
  app.use(sendProblem(logger));
  const http = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  root = `http://127.0.0.1:${await http.start()}/api/v1`;
  stop = async () => {
    await http.stop();
    client.close();
    await server.stop();
  };
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

test.each([
  ["?to=2026-02-01T00:00:00Z", "from"],
  ["?from=2026-01-01T00:00:00Z&to=soon", "to"],
])("%s is refused by the field", async (query, field) => {
  const response = await fetch(`${root}/kpis${query}`);
  expect([response.status, ((await response.json()) as { field: string }).field]).toEqual([400, field]);
});
