import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts } from "../../../packages/launcher/dist/index.js";
import { findNatsServer } from "../../../packages/testkit/dist/index.js";
import { between } from "../chance.mjs";

const FOR_MS = [500, 6_000];

/** The broker in a network namespace of its own, and its cable pulled: packets are lost, and neither end is told. */
export const namespace = {
  kind: "cable of the broker pulled (network namespace)",
  shortRuns: 1,
  longRuns: 4,
  needs: () => (process.getuid?.() === 0 && canMakeNamespaces() ? undefined : "network namespaces can be made by root only, with iproute2"),
  scenario(random) {
    const strikes = [15, 55, 95].map((low) => {
      const forMs = between(...FOR_MS, random);
      return { name: `pulled for ${forMs} ms`, after: between(low, low + 30, random), forMs, strike: pulled };
    });
    return { strikes, setUp };
  },
};

/** A cable between this machine and a namespace in which the broker is started. */
async function setUp(folder) {
  const ports = await freePorts();
  const [subnet, host] = randomBytes(2);
  const [name, cable] = [`phm-${subnet}-${host}`, `phm${subnet}x${host}`];
  const [here, there] = [1, 2].map((end) => `10.213.${subnet}.${(host & 0xfc) + end}`);
  const inside = ["-n", name];
  ip("netns", "add", name);
  ip("link", "add", cable, "type", "veth", "peer", "name", "inside", "netns", name);
  ip("addr", "add", `${here}/30`, "dev", cable);
  ip("link", "set", cable, "up");
  ip(...inside, "addr", "add", `${there}/30`, "dev", "inside");
  for (const device of ["inside", "lo"]) ip(...inside, "link", "set", device, "up");
  const tornDown = async () => {
    ip("link", "delete", cable);
    ip("netns", "delete", name);
  };
  const natsServer = brokerInside(folder, [name, there, ports.nats]);
  return { options: { ports, natsServer, env: { NATS_URL: `nats://${there}:${ports.nats}` } }, cable, tornDown };
}

/** The program to start as the broker. The launcher finds it on this machine; the services go through the cable. */
function brokerInside(folder, where) {
  const program = join(folder, "nats-server-inside");
  const script = fileURLToPath(new URL("../broker-inside.mjs", import.meta.url));
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" ${where.join(" ")} "${findNatsServer()}" "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

async function pulled({ set: { cable } }) {
  ip("link", "set", cable, "down");
  return async () => ip("link", "set", cable, "up");
}

function ip(...args) {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr}`);
}

function canMakeNamespaces() {
  const name = `phm-probe-${process.pid}`;
  if (spawnSync("ip", ["netns", "add", name]).status !== 0) return false;
  const made = spawnSync("ip", ["-n", name, "link", "add", "probe", "type", "veth", "peer", "name", "other"]).status === 0;
  spawnSync("ip", ["netns", "delete", name]);
  return made;
}
