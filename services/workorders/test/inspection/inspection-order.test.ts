import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { workOrderFromWire } from "@phm/contracts";
import { type InspectionEntry, inspectionCode } from "@phm/domain";
import fc from "fast-check";
import { at, entry, MINUTE_NS, putRoute, putStandard, reading, route, standard, upload } from "./inspection-facts.js";
import { type RunningInspection, startInspection } from "./start-inspection.js";

const folder = mkdtempSync(join(tmpdir(), "phm-inspection-order-"));
const clock = { nowNs: at(-60) };
let running: RunningInspection;
beforeAll(async () => {
  running = await startInspection({ folder, database: "inspection_order" }, clock);
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ROUNDS = ["R1-20260302T0600", "R1-20260302T1400"] as const;
const POINTS = ["P1", "P2", "P3"] as const;

/** What a phone has noted: on which item, when, and how hot it was. */
const noted = fc.record({
  round: fc.nat({ max: ROUNDS.length - 1 }),
  point: fc.constantFrom(...POINTS),
  minute: fc.nat({ max: 200 }),
  value: fc.constantFrom(60, 80, 92),
});
const day = fc
  .array(noted, { minLength: 1, maxLength: 12 })
  .map((list) =>
    list.map(({ round, point, minute, value }, i) =>
      entry(`e${i}`, round * 480 + minute, reading(value), { round: ROUNDS[round] ?? ROUNDS[0], point: inspectionCode(point) }),
    ),
  );
/** How it arrives: some of it twice, shuffled, in uploads of so many, with a kill before or after an order here and there. */
const arrival = (entries: readonly InspectionEntry[]) =>
  fc.record({
    order: fc
      .shuffledSubarray([...entries], { minLength: 0 })
      .chain((again) => fc.shuffledSubarray([...entries, ...again], { minLength: entries.length + again.length })),
    size: fc.integer({ min: 1, max: 5 }),
    kills: fc.array(fc.constantFrom("before", "after", undefined), { minLength: 6, maxLength: 6 }),
  });

let sites = 0;
async function afterArrival({ order, size, kills }: { order: InspectionEntry[]; size: number; kills: ("before" | "after" | undefined)[] }) {
  sites += 1;
  const site = `site-${sites}`;
  clock.nowNs = at(-60);
  for (const code of POINTS) await running.call.putStandard(putStandard(standard(site, code)));
  await running.call.putRoute(putRoute(route(site, "R1", POINTS)));
  clock.nowNs = at(24 * 60);
  for (let from = 0; from < order.length; from += size) {
    const kill = kills[(from / size) % kills.length];
    if (kill) running.kill[kill] = "raise";
    clock.nowNs += MINUTE_NS;
    await running.call.uploadEntries(upload(site, clock.nowNs, order.slice(from, from + size)));
  }
  delete running.kill.before;
  delete running.kill.after;
  await running.inspection.upkeep.run();
  return { site, ...(await stateOf(site)) };
}

async function stateOf(site: string) {
  const place = { organisation: "acme", site };
  const rounds = await Promise.all(ROUNDS.map((id) => running.call.getRound({ ...place, id })));
  const items = rounds.flatMap(({ round }) => round!.round!.items);
  const orders = (await running.orders.listWorkOrders(place)).workOrders.map((each) => workOrderFromWire(each));
  const readings = await Promise.all(POINTS.map((point) => running.call.listReadings({ ...place, point })));
  return {
    records: items.map(({ point, state, records }) => [point, state, records.map((each) => [each.entry?.id, each.takenNs, each.grade])]),
    states: rounds.map(({ round }) => round?.state),
    readings: readings.map((each) => each.readings.map((record) => record.entry?.id)),
    commands: orders.flatMap(({ history }) => history.flatMap(({ commandId }) => commandId ?? [])).sort(),
    untraced: items.filter(({ workOrder, records }) => records.some((each) => each.entry?.id && each.grade === 3) && workOrder === "")
      .length,
  };
}

test("whatever arrives twice, out of order or across a kill: the same records count, and each failed item is on an order exactly once", async () => {
  const scenario = day.chain((entries) => fc.tuple(fc.constant(entries), arrival(entries), arrival(entries)));
  await fc.assert(
    fc.asyncProperty(scenario, async ([entries, first, second]) => {
      const { site: _, ...one } = await afterArrival(first);
      const { site: __, ...other } = await afterArrival(second);
      expect(other).toEqual(one);
      const failed = new Set(
        entries.filter(({ answer }) => answer.kind === "numeric" && answer.value === 92).map(({ round, point }) => `${round}:${point}`),
      );
      expect(one.commands).toEqual([...failed].sort());
      expect(one.untraced).toBe(0);
      expect(one.records.flatMap(([, , records]) => records as unknown[])).toHaveLength(entries.length);
    }),
    { numRuns: 10 },
  );
}, 15_000);
