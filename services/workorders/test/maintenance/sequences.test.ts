import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { applyStockCommand } from "@phm/advisory";
import fc from "fast-check";
import { readRecord, type StoredOrder, storedOrder, untoldOf } from "../../src/orders/stored-order.js";
import { type StoredPart, stockOf } from "../../src/parts/stored-part.js";
import { inspect } from "./invariants.js";
import { Life } from "./mortal.js";
import { type Faults, furnish, openWorld, type World } from "./office.js";
import { runSteps } from "./run-steps.js";
import { type Step, steps } from "./steps.js";

const RUNS = Number(process.env.PHM_MAINTENANCE_RUNS ?? 40);
/** Beside another check, on two cores, a sequence takes half a second. */
const TIMEOUT_MS = 60_000 + 1_500 * RUNS;
const REPORT = process.env.PHM_MAINTENANCE_REPORT;
/** A fault that is not found in so many sequences is not found. */
const PLANTED_RUNS = 300;
const START_MS = 1_700_100_000_000;

let folder: string;
let worlds = 0;
let scenes = 0;
/** Never the same twice, so that what happened is in order. */
let nowMs = START_MS;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "phm-sequences-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newWorld = (faults: Faults = {}) => openWorld(join(folder, `w${++worlds}`), () => ++nowMs, faults);

/** Runs a sequence on a machine and a part of its own. */
async function runOne(world: World, sequence: readonly Step[]) {
  const scene = { asset: `m${++scenes}`, part: `p${scenes}` };
  const tally = await runSteps(world, scene, sequence);
  const found = await inspect((await furnish(world))(new Life()), world, scene);
  // What earlier sequences have published says nothing about the next.
  world.published.length = 0;
  return { ...tally, ...found };
}

/** For `npm run check:maintenance`: one line a test. */
function report(line: object): void {
  if (REPORT !== undefined) appendFileSync(REPORT, `${JSON.stringify(line)}\n`);
}

describe("random assessments, requests, commands and movements, twice, out of order, at once, by processes that are killed", () => {
  test(
    "leave one open order a fault, legal steps, a whole history, a verdict where one is due, each transition told once, and a stock that adds up",
    async () => {
      const world = await newWorld();
      const sums = { sequences: 0, deeds: 0, kills: 0, refused: 0, orders: 0, events: 0 };
      const property = fc.asyncProperty(steps, async (sequence) => {
        const { broken, ...counts } = await runOne(world, sequence);
        sums.sequences += 1;
        for (const [name, count] of Object.entries(counts)) sums[name as keyof typeof sums] += count;
        expect(broken).toEqual([]);
      });
      const result = await fc.check(property, { numRuns: RUNS });
      await world.store.close();
      report({ test: "sequences", seed: result.seed, failed: result.failed, ...sums });
      if (result.failed) throw new Error(`${result.errorInstance}\n${fc.defaultReportMessage(result)}`);
      expect(sums.kills).toBeGreaterThan(0);
      expect(sums.orders).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});

/** What a service with the fault would write, and the promise that it breaks. */
const PLANTED: readonly (readonly [name: string, faults: Faults, breaks: string])[] = [
  [
    "two orders can stand for a fault, as the index is not unique",
    { spec: (spec) => ({ ...spec, indexes: spec.indexes.map(({ name, fields }) => ({ name, fields })) }) },
    "one open order",
  ],
  ["a transition forgets its event", { write: forgetEvent }, "history complete"],
  ["a step is taken that the table does not have", { write: overstep }, "legal transitions"],
  ["an order ends without its verdict", { write: ({ verdict: _, ...order }) => order }, "closing needs a verdict"],
  ["a transition is not noted as untold", { write: ({ untold: _, unannounced: __, ...order }) => order }, "outbox"],
  [
    "a message gets another id each time",
    { addsDelivery: (delivery) => ({ ...delivery, delivery: `${delivery.delivery}:${++nowMs}` }) },
    "outbox",
  ],
  ["more is taken from a store than it has", { writePart: overdraw }, "stock never negative"],
  ["a movement is booked twice", { writePart: bookTwice }, "stock adds up"],
];

/** The order is in its new state, its history ends before it. */
function forgetEvent(stored: StoredOrder): StoredOrder {
  const { order, ...record } = readRecord(stored);
  const last = order.history.at(-1);
  if (order.history.length < 2 || last?.state === undefined) return stored;
  const forgetful = { ...order, history: order.history.slice(0, -1), eventCount: order.eventCount - 1 };
  return storedOrder({ ...record, order: forgetful }, untoldOf(stored));
}

/** Who acknowledges an order has begun to work on it. */
function overstep(stored: StoredOrder): StoredOrder {
  const { order, ...record } = readRecord(stored);
  if (order.state !== "acknowledged") return stored;
  const history = order.history.map((event) => (event.state === "acknowledged" ? { ...event, state: "in_progress" as const } : event));
  return storedOrder({ ...record, order: { ...order, history, state: "in_progress" } }, untoldOf(stored));
}

function overdraw(part: StoredPart): StoredPart {
  const stock = stockOf(part);
  const isIssue = part.recent.at(-1)?.command.kind === "issue";
  return isIssue ? { ...part, stock: { ...stock, stores: stock.stores.map((store) => ({ ...store, onHand: -1 })) } as never } : part;
}

function bookTwice(part: StoredPart): StoredPart {
  const last = part.recent.at(-1);
  return last?.command.kind === "receive" ? { ...part, stock: applyStockCommand(stockOf(part), last.command as never) as never } : part;
}

describe("a planted fault is reported by the promise that it breaks", () => {
  test.each(PLANTED)(
    "%s",
    async (name, faults, breaks) => {
      const world = await newWorld(faults);
      const property = fc.asyncProperty(steps, async (sequence) => {
        const { broken } = await runOne(world, sequence);
        return !broken.some((each) => each.startsWith(breaks));
      });
      const { failed, numRuns, seed } = await fc.check(property, { numRuns: PLANTED_RUNS, endOnFailure: true });
      await world.store.close();
      report({ test: "planted", name, breaks, reported: failed, sequences: numRuns, seed });
      expect(failed).toBe(true);
    },
    60_000,
  );
});
