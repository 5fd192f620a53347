// The other sides of the connectors, each a process of its own that can be killed and started again.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A program that can be started again with the same arguments. */
export class Peer {
  constructor(command, args, { env = process.env, port } = {}) {
    Object.assign(this, { command, args, env, port });
  }

  /** Resolves when its port answers. */
  async start() {
    this.output = "";
    const isNode = this.command === process.execPath;
    const stdio = ["ignore", "pipe", "pipe", ...(isNode ? ["ipc"] : [])];
    this.child = spawn(this.command, this.args, { stdio, env: this.env });
    this.exited = once(this.child, "exit");
    this.child.on("error", (error) => this.note(String(error)));
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on("data", (part) => this.note(part));
    if (this.port !== undefined) await answering(this.port, () => this.failure());
  }

  note(part) {
    this.output = `${this.output}${part}`.slice(-4_000);
  }

  failure() {
    return this.child.exitCode === null ? undefined : `${this.args.at(0)} ended: ${this.output}`;
  }

  async stop(signal = "SIGTERM") {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await this.exited;
  }

  /** One step of a peer that steps. */
  async step() {
    const told = once(this.child, "message");
    this.child.send("step");
    return (await told)[0].stepped;
  }
}

/** A Python that has these modules; undefined where the machine has none. */
export function pythonWith(...modules) {
  const has = (python) => spawnSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0;
  return ["python3", join("/usr", "bin", "python3")].find(has);
}

export function mosquittoProgram() {
  return ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"].find(existsSync);
}

export async function mosquitto(program, folder, port) {
  const data = join(folder, "mosquitto");
  await mkdir(data, { recursive: true, mode: 0o777 });
  const lines = [`listener ${port} 127.0.0.1`, "allow_anonymous true", "persistence true", `persistence_location ${data}/`];
  // As root it would become a user that may not write here.
  const user = process.getuid?.() === 0 ? ["user root"] : [];
  await writeFile(join(data, "mosquitto.conf"), `${[...lines, ...user, "max_queued_messages 0", "log_dest stderr"].join("\n")}\n`);
  return new Peer(program, ["-c", join(data, "mosquitto.conf")], { port });
}

export const modbusServer = (python, port) => new Peer(python, [here("modbus-server.py"), String(port)], { port });
export const mqttPublisher = (python, port, messages, pauseS) =>
  new Peer(python, [here("mqtt-publisher.py"), String(port), String(messages), String(pauseS)]);
export const opcuaServer = (port, folder, from) =>
  new Peer(process.execPath, [here("opcua-server.mjs"), String(port), folder, String(from)], { port });
export const sparkplugNode = (port) => new Peer(process.execPath, [here("sparkplug-node.mjs"), String(port)]);

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const PATIENCE_MS = 30_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function answering(port, failure) {
  const isOpen = () =>
    new Promise((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => socket.destroy(resolve(true)));
      socket.on("error", () => resolve(false));
    });
  await until(`port ${port}`, async () => {
    const problem = failure();
    if (problem !== undefined) throw new Error(problem);
    return isOpen();
  });
}

/** Waits for what must come to pass. @throws when it does not */
export async function until(what, holds, patienceMs = PATIENCE_MS) {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    if (await holds()) return;
    if (performance.now() > endMs) throw new Error(`waited ${patienceMs / 1_000} s for ${what}`);
    await pause(50);
  }
}
