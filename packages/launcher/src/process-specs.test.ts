import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { freePorts } from "./ports.js";
import { natsSpec, serviceSpecs } from "./process-specs.js";

let dataFolder: string;
let server: Server;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "phm-specs-"));
});
afterEach(async () => {
  server.close();
  await rm(dataFolder, { recursive: true });
});

/** Whether the broker counts as ready where this answers in its place. */
async function isReadyWith(answer: (socket: Socket) => void): Promise<boolean> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ports = { ...(await freePorts()), nats: port };
  return natsSpec({ dataFolder, host: "127.0.0.1", ports, natsServer: "nats-server", env: {} }).isReady();
}

test("a broker is ready once it greets", async () => {
  expect(await isReadyWith((socket) => socket.end("INFO {}"))).toBe(true);
});

test.each([
  ["drops the connection without a word", (socket: Socket) => void socket.destroy()],
  ["ends it without a word", (socket: Socket) => void socket.end()],
])("one that %s is not ready, and that is known at once", async (_, answer) => {
  expect(await isReadyWith(answer)).toBe(false);
});

test("a suite that is open to other machines opens to them the API and ingest alone", async () => {
  const specs = serviceSpecs({ dataFolder, host: "0.0.0.0", ports: await freePorts(), natsServer: "nats-server", env: {} });
  const hosts = specs.map(({ name, env }) => [name, env.PHM_GRPC_HOST, env.PHM_HTTP_HOST]);
  expect(hosts).toEqual([
    ["ingest", "0.0.0.0", "0.0.0.0"],
    ["features", "127.0.0.1", "127.0.0.1"],
    ["predict", "127.0.0.1", "127.0.0.1"],
    ["workorders", "127.0.0.1", "127.0.0.1"],
    ["gateway", "0.0.0.0", "0.0.0.0"],
  ]);
  for (const { env } of specs) expect(env.NATS_URL).toMatch(/^nats:\/\/127\.0\.0\.1:/);
});
