import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { ServiceError } from "../errors/service-error.js";
import { Metrics } from "../metrics/metrics.js";
import { OpsServer, type OpsServerOptions } from "./ops-server.js";

const running: OpsServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function start(options: Partial<OpsServerOptions> = {}) {
  const metrics = new Metrics("test");
  const server = new OpsServer({ host: "127.0.0.1", port: 0, metrics, checks: {}, ...options });
  running.push(server);
  const port = await server.start();
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  };
  return { server, port, metrics, get };
}

test("healthz says that the process lives, whatever its dependencies do", async () => {
  const { get } = await start({ checks: { broker: () => Promise.reject(new Error()) } });
  expect((await get("/healthz")).status).toBe(200);
});

test("readyz names each dependency that fails or does not answer in time, with the reason, and no other", async () => {
  const checks = {
    store: async () => {},
    broker: () => Promise.reject(new ServiceError("unavailable", "the connection is lost")),
    database: () => new Promise<void>(() => {}),
  };
  const { get } = await start({ checks, checkDeadlineMs: 20 });
  const { status, body } = await get("/readyz");
  expect(status).toBe(503);
  expect(JSON.parse(body)).toEqual({
    status: "not_ready",
    failing: [
      { name: "broker", reason: "the connection is lost" },
      { name: "database", reason: "it took longer than 20 ms" },
    ],
  });
});

test("readyz is 200 when all answer, and 503 once the service is shutting down", async () => {
  const { server, get } = await start({ checks: { store: async () => {} } });
  expect((await get("/readyz")).status).toBe(200);
  server.drain();
  expect((await get("/readyz")).status).toBe(503);
});

test("metrics are those of the service, under its name", async () => {
  const { metrics, get } = await start();
  metrics.counter("things_total", "Things.", ["kind"]).inc({ kind: "good" });
  expect(metrics.counter("things_total", "Things.", ["kind"])).toBe(metrics.counter("things_total", "Things.", ["kind"]));
  expect((await get("/metrics")).body).toContain('phm_test_things_total{kind="good"} 1');
});

test("stop does not wait for idle connections", async () => {
  const { server, port } = await start();
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const closed = once(socket, "close");
  await server.stop();
  await server.stop();
  socket.destroy();
  await closed;
});

test("a taken port is named together with its variable", async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toMatchObject({
    code: "failed_precondition",
    message: `port ${port} on 127.0.0.1 is taken by another process; set PHM_HTTP_PORT to a free one`,
  });
});
