// One life delivered to a suite of its own while faults strike.
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startTestSuite, waitFor } from "../../packages/testkit/dist/index.js";
import { endState } from "./end-state.mjs";

/**
 * @typedef {object} Strike
 * @property {string} name what is done, for the report
 * @property {number} after acquisitions answered before it strikes
 * @property {number} [forMs] how long until it is healed
 * @property {(world: object) => Promise<(() => Promise<void>) | undefined>} strike what it does; gives what heals it
 *
 * @typedef {object} Scenario
 * @property {readonly Strike[]} strikes
 * @property {(folder: string) => Promise<object>} [setUp] options of the suite, with what is to be `tornDown`, and for how long the
 *   sender goes on without an answer; given to strikes as `world.set`
 * @property {(world: object, life: object) => Promise<void>} [beside] what else goes on while the life is delivered
 * @property {(acquisitions: Iterable<object>) => Iterable<object>} [order] in which order they are sent; default: of time
 * @property {number} [besides] acquisitions that are accepted from elsewhere meanwhile
 * @property {readonly string[]} [promised] what of the end state must be that of the undisturbed run; default: all of it
 * @property {(world: object) => Promise<string[]>} [afterwards] what else must hold in the end: problems
 */

/** Delivers the life while the scenario plays, heals all, waits for quiet. @returns the end state, and what else is wrong */
export async function play(life, acquisitions, { strikes = [], setUp, beside, order, besides = 0, afterwards } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "phm-faults-"));
  const set = (await setUp?.(folder)) ?? {};
  let testSuite;
  try {
    testSuite = await startTestSuite(set.options);
    const world = { ...testSuite, folder, set };
    const pending = [...strikes].sort((a, b) => a.after - b.after);
    const striking = [];
    const onAnswered = (_acquisition, { accepted, duplicates, rejected }) => {
      while (pending.length > 0 && pending[0].after <= accepted + duplicates + rejected) {
        const strike = pending.shift();
        striking.push(attempt(() => strikeOnce(strike, world)));
      }
    };
    const goingOn = attempt(() => beside?.(world, life));
    const counts = await testSuite.deliver(order ? { ...life, acquisitions: () => order(life.acquisitions()) } : life, {
      onAnswered,
      ...(set.senderPatienceMs ? { patienceMs: set.senderPatienceMs } : {}),
    });
    const failed = (await Promise.all([...striking, goingOn])).find((error) => error !== undefined);
    if (failed) throw failed;
    if (pending.length > 0) throw new Error(`the life was over before ${pending.map(({ name }) => name).join(", ")}`);
    const { asset } = life.config.ref;
    await waitFor(async () => (await testSuite.get(`/assets/${asset}/features/summary`)).count > 0, { what: "the API" });
    const state = await endState(testSuite, asset, acquisitions, { patienceMs: set.patienceMs, besides });
    const problems = (await afterwards?.(world)) ?? [];
    return { state: { answered: counts.accepted + counts.duplicates, ...state }, problems };
  } finally {
    await testSuite?.cleanup();
    await set.tornDown?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What went wrong, if anything: told when all is over, not while the life is delivered. */
async function attempt(work) {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function strikeOnce({ strike, forMs = 0 }, world) {
  const heal = await strike(world);
  if (heal === undefined) return;
  await delay(forMs);
  await heal();
}
