import { describe, expect, test } from "@jest/globals";
import { createLogger, Metrics, PartitionLeases } from "@phm/service-kit";
import fc from "fast-check";
import { leaseMetrics } from "../../src/leases/lease-metrics.js";
import { PlayedBucket } from "./played-bucket.js";

const LEASE_MS = 1_000_000;
const PARTITIONS = [0, 1, 2, 3, 4, 5, 6];
const NAMES = ["a", "b", "c"] as const;
const logger = createLogger({ service: "test", level: "silent" });

/** What happens: somebody gets to renew or to move, or time passes. A process that gets to do nothing is one that is suspended or was killed. */
const deeds = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("renew" as const), who: fc.constantFrom(...NAMES) }),
    fc.record({ kind: fc.constant("move" as const), who: fc.constantFrom(...NAMES) }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: LEASE_MS }) }),
  ),
  { minLength: 5, maxLength: 60 },
);
/** How long a message is on its way, one after the other; later ones are quick. */
const journeys = fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 1_000 }) }, fc.integer({ min: 0, max: LEASE_MS })), {
  maxLength: 60,
});

/**
 * Processes on one broker and one clock that passes while messages travel. The real timers never fire: nobody is awakened in time, so
 * that only the clock keeps an owner from working on.
 */
class World {
  nowMs = 0;
  readonly leases = new Map<string, PartitionLeases>();
  readonly epochs: number[] = [];
  readonly #members: PlayedBucket;
  readonly #owners: PlayedBucket;

  constructor(scheduler: fc.Scheduler, delays: readonly number[]) {
    let journey = 0;
    const travel = async () => {
      await scheduler.schedule(Promise.resolve());
      this.nowMs += delays[journey++] ?? 1;
      this.check();
    };
    const nowMs = () => this.nowMs;
    this.#members = new PlayedBucket({ nowMs, ttlMs: LEASE_MS, travel });
    this.#owners = new PlayedBucket({ nowMs, travel });
  }

  join(name: string): Promise<void> {
    let lives = 0;
    const leases: PartitionLeases = new PartitionLeases({
      ...{ members: this.#members, owners: this.#owners, partitions: PARTITIONS, leaseMs: LEASE_MS, member: name, logger },
      ...{ newLife: () => String(++lives), nowMs: () => this.nowMs },
      metrics: leaseMetrics(new Metrics(`test-${name}`), () => leases.held().length),
      tenant: {
        raiseEpochs: async (partitions) => new Map(partitions.map((partition) => [partition, this.#raise(partition)])),
        take: async () => {},
        leave: async () => {},
      },
    });
    this.leases.set(name, leases);
    return leases.start();
  }

  /** No partition has two owners at any moment, and of two that one has had, the later has the higher epoch. */
  check(): void {
    const held = [...this.leases.values()].flatMap((leases) => leases.held());
    if (new Set(held).size !== held.length) throw new Error(`at ${this.nowMs} ms a partition has two owners: ${held.sort()}`);
  }

  held(): number[] {
    return [...this.leases.values()].flatMap((leases) => leases.held()).sort((a, b) => a - b);
  }

  #raise(partition: number): number {
    const epoch = (this.epochs[partition] ?? 0) + 1;
    this.epochs[partition] = epoch;
    return epoch;
  }
}

type Deed = { kind: "renew" | "move"; who: (typeof NAMES)[number] } | { kind: "wait"; ms: number };

async function play(scheduler: fc.Scheduler, delays: readonly number[], todo: readonly Deed[]) {
  const world = new World(scheduler, delays);
  const done = async (work: Promise<unknown>) => void (await scheduler.waitFor(work));
  await done(Promise.all(NAMES.map((name) => world.join(name))));
  const underWay: Promise<unknown>[] = [];
  for (const deed of todo) {
    if (deed.kind === "wait") world.nowMs += deed.ms;
    else if (deed.kind === "renew") underWay.push((world.leases.get(deed.who) as PartitionLeases).renew());
    else underWay.push((world.leases.get(deed.who) as PartitionLeases).move());
    world.check();
    // Not waited for: what others do gets in between.
    if (scheduler.count() > 0) await scheduler.waitOne();
  }
  await done(Promise.all(underWay));
  return { world, done };
}

describe("the owner of a partition", () => {
  test("is one at any moment, whatever is suspended how long, and however long a message travels", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), journeys, deeds, async (scheduler, delays, todo) => {
        const { world } = await play(scheduler, delays, todo);
        for (const leases of world.leases.values()) await Promise.race([leases.stop(), Promise.resolve()]);
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  test("is there for every partition, and nobody has two more than another, once those who live get to do their turns", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        journeys,
        deeds,
        fc.subarray([...NAMES], { minLength: 1 }),
        async (scheduler, delays, todo, living) => {
          const { world, done } = await play(scheduler, delays, todo);
          // The others are dead: their leases end.
          world.nowMs += LEASE_MS;
          for (const name of NAMES) if (!living.includes(name)) world.leases.delete(name);
          for (let turn = 0; turn < 30; turn++) {
            world.nowMs += LEASE_MS / 10;
            for (const leases of world.leases.values()) {
              await done(leases.renew());
              await done(leases.move());
            }
          }
          expect(world.held()).toEqual(PARTITIONS);
          const counts = [...world.leases.values()].map((leases) => leases.held().length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
