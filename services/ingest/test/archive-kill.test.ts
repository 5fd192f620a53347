import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { acquisitionFromWire, assetRefToWire } from "@phm/contracts";
import { deliver } from "@phm/sender";
import { acquisitionsOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

/** Real processes, so they run what has been built. */
const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const ASSETS = 4;
const EACH = 40;
/** In acquisitions answered: while the archive works on some of them. */
const KILLS_AFTER = [40, 110];

let around: Surroundings;
let child: ChildProcess | undefined;
let stopping = false;
const pumps = Array.from({ length: ASSETS }, (_, n) => pump(`pump-${n}`));

/** Runs ingest, and runs it again whenever it has been killed, as the launcher does. */
function keepRunning(): void {
  child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...around.env }, stdio: ["ignore", "ignore", "inherit"] });
  child.once("exit", () => {
    if (!stopping) keepRunning();
  });
}

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error("dist is missing: run npm run setup first");
  around = await surroundings(pumps);
  keepRunning();
}, 60_000);

afterAll(async () => {
  stopping = true;
  const gone = new Promise((resolve) => child?.once("exit", resolve));
  if (child?.kill("SIGTERM")) await gone;
  await around?.close();
});

describe("kill -9 of ingest", () => {
  test("leaves the archive with every accepted acquisition once, whole, and nothing else", async () => {
    const sent = Array.from({ length: EACH }, (_, i) => pumps.map((config) => acquisitionsOf(config, EACH)[i]!)).flat();
    const pending = [...KILLS_AFTER];
    let kills = 0;
    const counts = await deliver(sent, {
      client: around.acquisitions,
      onAnswered: (_acquisition, { accepted, duplicates }) => {
        if (accepted + duplicates < (pending[0] ?? Number.POSITIVE_INFINITY)) return;
        pending.shift();
        if (child?.kill("SIGKILL")) kills += 1;
      },
    });
    expect(counts.accepted + counts.duplicates).toBe(sent.length);
    expect(kills).toBe(KILLS_AFTER.length);
    await around.archive.waitForReady(30_000);
    await around.archived();
    expect(await around.deadLetters()).toBe(0);
    for (const config of pumps) {
      const ref = assetRefToWire(config.ref);
      const { acquisitions, nextCursor } = await around.archive.call.listAcquisitions({ ref, limit: 1_000 });
      expect(nextCursor).toBe("");
      expect(acquisitions.map(({ id }) => id)).toEqual(acquisitionsOf(config, EACH).map(({ id }) => id));
      for (const expected of acquisitionsOf(config, EACH)) {
        const { acquisition } = await around.archive.call.getAcquisition({ ref, id: expected.id });
        expect(acquisition && acquisitionFromWire(acquisition)).toEqual(expected);
      }
    }
  }, 120_000);
});
