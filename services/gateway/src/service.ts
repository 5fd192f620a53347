import { HttpServer, OpsServer, PeriodicRound, printableConfig, type Service } from "@phm/service-kit";
import { createApp } from "./app.js";
import { deleteOldBlocks } from "./audit/audit-retention.js";
import { type GatewayConfig, settings } from "./config.js";
import { createContext } from "./context.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function createGateway(config: GatewayConfig): Service {
  const context = createContext(config);
  const { resources, metrics, logger, workorders, store, streams, auditCollections, idempotency } = context;
  const host = config.httpHost;
  /** The register answers for the suite: the gateway is of use as soon as one service behind it is. */
  const checks = {
    workorders: async () => void (await workorders.assets.listAssets({ organisation: "default", limit: 1 })),
    store: () => store.ping(),
  };
  const ops = resources.use("ops", new OpsServer({ host, port: config.httpPort, metrics, checks }), (server) => server.stop());
  const api = resources.use(
    "api",
    new HttpServer({ host, port: config.apiPort, app: createApp(context), portVariable: "PHM_API_PORT" }),
    (server) => server.stop(),
  );
  const retention = new PeriodicRound({
    everyMs: HOUR_MS,
    round: async () => {
      await deleteOldBlocks(auditCollections, new Date(Date.now() - config.auditKeepDays * DAY_MS).toISOString());
      await idempotency?.sweep();
    },
    failure: "old records of the gateway could not be deleted",
    logger,
  });
  let starting: Promise<void> | undefined;
  const start = async () => {
    await store.open();
    resources.use("retention", retention, (round) => round.stop());
    await retention.start();
    const apiPort = await api.start();
    await ops.start();
    logger.info({ apiPort, config: printableConfig(settings, config) }, "ready");
  };
  return {
    start: () => {
      starting ??= start();
      return starting;
    },
    drain: async () => ops.drain(),
    stop: () => {
      // Else the server would wait for readers that never leave.
      streams.end();
      return resources.close();
    },
  };
}
