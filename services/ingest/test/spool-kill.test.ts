import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { AcquisitionSchema, assetRefToWire, LINK_STREAMS } from "@phm/contracts";
import { Spool } from "@phm/sender";
import { waitFor } from "@phm/testkit";
import { acquisitionsOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const SENDER = fileURLToPath(new URL("../../../packages/sender/dist/index.js", import.meta.url));
const KIT = fileURLToPath(new URL("../../../packages/service-kit/dist/index.js", import.meta.url));
const CONTRACTS = fileURLToPath(new URL("../../../packages/contracts/dist/index.js", import.meta.url));
const BUDGET_BYTES = 64 * 1024 * 1024;
const EACH = 60;
const STREAM = LINK_STREAMS.acquisition.name;

/** Sends a spool to its end, and prints each answer. */
const PROGRAM = `
  const { Spool, sendSpool } = await import(${JSON.stringify(SENDER)});
  const { createClient } = await import(${JSON.stringify(KIT)});
  const { AcquisitionService } = await import(${JSON.stringify(CONTRACTS)});
  const [, folder, address] = process.argv;
  const spool = await Spool.open({ folder, budgetBytes: ${BUDGET_BYTES} });
  spool.endInput();
  const client = createClient(AcquisitionService, address);
  await sendSpool(spool, { client, durability: "database", longestPauseMs: 200, onAnswered: () => process.stdout.write(".") });
  await spool.close();
  client.close();`;

const pumps = ["pump-0", "pump-1"].map(pump);
let around: Surroundings;
let children: ChildProcess[];
beforeEach(async () => {
  if (!existsSync(MAIN) || !existsSync(SENDER)) throw new Error("dist is missing: run npm run setup first");
  children = [];
  around = await surroundings(pumps, { PHM_DURABILITY: "database" });
}, 60_000);
afterEach(async () => {
  await Promise.all(children.map(killed));
  await around.close();
});

function started(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...around.env }, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

test("kill -9 of sender and ingest loses nothing that was spooled, stores it once, and keeps the order of each asset", async () => {
  const folder = join(around.folder, "spool");
  const spool = await Spool.open({ folder, budgetBytes: BUDGET_BYTES });
  const sent = Array.from({ length: EACH }, (_, i) => pumps.map((config) => acquisitionsOf(config, EACH)[i]!)).flat();
  await Promise.all(sent.map((acquisition) => spool.append(acquisition)));
  await spool.close();

  let ingest = started([MAIN]);
  let kills = 0;
  for (let code: number | null = null; code !== 0; ) {
    const sender = started(["--input-type=module", "-e", PROGRAM, folder, `127.0.0.1:${around.env.PHM_GRPC_PORT}`]);
    const ended = new Promise<number | null>((resolve) => sender.once("close", resolve));
    let answers = 0;
    const killAfter = 5 + ((kills * 17) % 40);
    sender.stdout?.on("data", (text: Buffer) => {
      answers += text.byteLength;
      if (answers < killAfter || kills >= 4) return;
      kills += 1;
      if (kills % 2 === 0) sender.kill("SIGKILL");
      else
        void killed(ingest).then(() => {
          ingest = started([MAIN]);
        });
    });
    code = await ended;
    if (code !== 0) expect(sender.signalCode).toBe("SIGKILL");
  }
  expect(kills).toBe(4);

  await around.archive.waitForReady(30_000);
  for (const config of pumps) {
    const { acquisitions } = await around.archive.call.listAcquisitions({ ref: assetRefToWire(config.ref), limit: 1_000 });
    const expected = acquisitionsOf(config, EACH).map(({ id }) => id as string);
    expect(acquisitions.map(({ id }) => id)).toEqual(expected);
    expect(await firstsOnTheBroker(config.ref.asset)).toEqual(expected);
  }
  const emptied = await Spool.open({ folder, budgetBytes: BUDGET_BYTES });
  expect(await emptied.status()).toMatchObject({ waiting: 0, refused: 0, damaged: 0 });
  await emptied.close();
}, 90_000);

/** Ids of an asset in the order in which they first came to the broker. */
async function firstsOnTheBroker(asset: string): Promise<string[]> {
  const { state } = await waitFor(() => around.link.manager.streams.info(STREAM), { what: "the stream" });
  const ids = new Set<string>();
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await around.link.manager.streams.getMessage(STREAM, { seq });
    const found = message && fromBinary(AcquisitionSchema, message.data);
    if (found?.ref?.asset === asset) ids.add(found.id);
  }
  return [...ids];
}
