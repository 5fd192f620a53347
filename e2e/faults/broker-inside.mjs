// nats-server in a network namespace: `node broker-inside.mjs NAMESPACE ITS_ADDRESS PORT NATS_SERVER ARGS…`. A door on this machine leads to it
// for whoever looks for it here.
import { spawn } from "node:child_process";
import { openLink } from "./link.mjs";

const [namespace, address, port, natsServer, ...args] = process.argv.slice(2);
const door = await openLink(Number(port), { host: address, port: Number(port) });
const broker = spawn("ip", ["netns", "exec", namespace, natsServer, ...args, "-a", "0.0.0.0"], { stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => broker.kill(signal));
broker.on("exit", (code) => {
  door.close();
  process.exit(code ?? 1);
});
