import { execFileSync } from "node:child_process";
import { accessSync, constants, statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { portsFrom, takenPort } from "@phm/launcher";
import { findNatsServer } from "../suite/launch.js";

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly found: string;
  /** How to get it, where it is missing. */
  readonly remedy?: string;
}

const MIN_FREE_BYTES = 2 * 1024 ** 3;
const MIN_NATS = [2, 9] as const;

/** Says what this machine lacks for the suite, and how to get it. Exit code 1 when something is missing. */
export async function doctor({
  json,
  data,
  port,
}: {
  readonly json?: boolean;
  readonly data: string;
  readonly port: string;
}): Promise<void> {
  const findings = [checkNode(), checkNats(), checkFolder(data), checkDisk(data), await checkPorts(Number(port))];
  if (json) process.stdout.write(`${JSON.stringify({ ok: findings.every(({ ok }) => ok), findings })}\n`);
  else
    for (const finding of findings)
      process.stdout.write(
        `${finding.ok ? "ok     " : "MISSING"} ${finding.what}: ${finding.found}${finding.remedy ? `\n        ${finding.remedy}` : ""}\n`,
      );
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

function checkNode(): Finding {
  const [major, minor] = process.versions.node.split(".").map(Number) as [number, number];
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    what: "Node.js 20.19 or newer",
    ok,
    found: process.version,
    ...(ok ? {} : { remedy: "Install a current Node.js from your distribution or from nodejs.org." }),
  };
}

function checkNats(): Finding {
  const what = `nats-server ${MIN_NATS.join(".")} or newer`;
  try {
    const program = findNatsServer();
    const version = execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
    const [major, minor] = (/(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [0, 0]) as [number, number];
    const ok = major > MIN_NATS[0] || (major === MIN_NATS[0] && minor >= MIN_NATS[1]);
    return { what, ok, found: `${version} (${program})`, ...(ok ? {} : { remedy: "Install a newer nats-server." }) };
  } catch (error) {
    return { what, ok: false, found: "not found", remedy: (error as Error).message };
  }
}

/** The folder itself may not exist yet: what counts is whether it can be made. */
function nearestExisting(folder: string): string {
  const path = resolve(folder);
  try {
    accessSync(path);
    return path;
  } catch {
    return nearestExisting(dirname(path));
  }
}

function checkFolder(data: string): Finding {
  const folder = nearestExisting(data);
  try {
    accessSync(folder, constants.W_OK);
    return { what: "data folder can be written", ok: true, found: resolve(data) };
  } catch {
    return { what: "data folder can be written", ok: false, found: `${folder} is read-only`, remedy: "Give another folder by --data." };
  }
}

function checkDisk(data: string): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(data));
  const free = bavail * bsize;
  const ok = free >= MIN_FREE_BYTES;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return {
    what: `${MIN_FREE_BYTES / 1024 ** 3} GiB of disk`,
    ok,
    found,
    ...(ok ? {} : { remedy: "Make room, or give another folder by --data." }),
  };
}

async function checkPorts(base: number): Promise<Finding> {
  const taken = await takenPort(portsFrom(base), "127.0.0.1");
  const what = `ports from ${base} are free`;
  if (!taken) return { what, ok: true, found: "free" };
  return {
    what,
    ok: false,
    found: `${taken.port} (${taken.purpose}) is taken`,
    remedy: "Stop what listens there (a running suite?), or start with another --port.",
  };
}
