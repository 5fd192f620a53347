import { spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureNatsServer } from "../../nats-server.mjs";
import { say } from "../program.mjs";
import { ended } from "./image-root.mjs";

const SERVICES = ["workorders", "features", "predict", "ingest", "gateway"];
const USER_ID = 10001;
const READY_MS = 60_000;

/** Runs the five services out of their images beside a broker, then what `helm test` runs, out of the tools image. @returns what went wrong, in words */
export async function runSuiteOfImages(roots) {
  const addresses = await freeAddresses();
  const broker = await startBroker(addresses.nats);
  const running = SERVICES.map((service) => startService(service, roots[service], addresses));
  try {
    const late = (await Promise.all(running.map((one) => readiness(one)))).flat();
    return late.length > 0 ? late : await helmTest(roots.tools, addresses);
  } finally {
    for (const { child } of running) child.kill("SIGTERM");
    await Promise.all(running.map(({ end }) => end));
    await broker.stop();
  }
}

function startService(service, root, addresses) {
  chownSync(root.data, USER_ID, USER_ID);
  const child = root.start(undefined, { ...environment(addresses), ...ownPorts(service, addresses) });
  return { service, child, end: ended(child), ops: addresses.ops[service] };
}

const environment = ({ nats, grpc }) => ({
  NATS_URL: `nats://127.0.0.1:${nats}`,
  PHM_DATA_DIR: "/data",
  ...Object.fromEntries(Object.entries(grpc).map(([service, port]) => [`PHM_${service.toUpperCase()}_ADDRESS`, `127.0.0.1:${port}`])),
});

const ownPorts = (service, { grpc, ops, api }) => ({
  PHM_HTTP_PORT: String(ops[service]),
  ...(service === "gateway" ? { PHM_API_PORT: String(api) } : { PHM_GRPC_PORT: String(grpc[service]) }),
});

/** Empty as soon as a service says it is ready; why not, where it ends or takes too long. */
async function readiness({ service, end, ops }) {
  const deadline = performance.now() + READY_MS;
  let over;
  end.then((result) => (over = result));
  while (performance.now() < deadline && over === undefined) {
    const answer = await fetch(`http://127.0.0.1:${ops}/readyz`).catch(() => undefined);
    if (answer?.ok) return [];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return [`${service} does not become ready out of its image: ${over ? over.text.slice(-500) : "no end within a minute"}`];
}

/** The script of the chart's test pod, with the addresses of this run. */
async function helmTest(tools, { grpc, api }) {
  const script = `node cli/dist/main.js simulate /tmp/bundle --acquisitions 3
node cli/dist/main.js send /tmp/bundle --spool /tmp/spool --ingest 127.0.0.1:${grpc.ingest} --workorders 127.0.0.1:${grpc.workorders}
for second in $(seq 60); do
  if node cli/dist/main.js report --json --api http://127.0.0.1:${api} | grep -q '"acquisitions":3'; then exit 0; fi
  sleep 1
done
exit 1`;
  const { code, text } = await ended(tools.spawn(["sh", "-ec", script]));
  say(text.trim().slice(-600));
  return code === 0 ? [] : [`what helm test runs ends with ${code}: ${text.slice(-500)}`];
}

async function startBroker(port) {
  const program = await ensureNatsServer();
  const folder = mkdtempSync(join(tmpdir(), "phm-image-nats-"));
  const settings = `host: 127.0.0.1\nport: ${port}\nmax_payload: 8388608\njetstream { store_dir: "${folder}" }\n`;
  const file = join(folder, "nats.conf");
  writeFileSync(file, settings);
  const child = spawn(program, ["--config", file], { stdio: "ignore" });
  const over = new Promise((resolve) => child.on("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await over;
    rmSync(folder, { recursive: true, force: true });
  };
  return { stop };
}

async function freeAddresses() {
  const ports = await Promise.all(Array.from({ length: 11 }, freePort));
  const take = (services) => Object.fromEntries(services.map((service) => [service, ports.pop()]));
  const servers = SERVICES.filter((service) => service !== "gateway");
  return { nats: ports.pop(), api: ports.pop(), grpc: take(servers), ops: take(SERVICES) };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
