import { describe, expect, test } from "@jest/globals";
import { fairShare, type LeaseView, leaseMoves } from "@phm/service-kit";
import fc from "fast-check";

const PARTITIONS = 64;
const members = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9 });

/** Members, some of whom have died, and who is written down for each partition. */
const worlds = members.chain((all) =>
  fc.record({
    living: fc.shuffledSubarray(all, { minLength: 1 }),
    owners: fc
      .array(fc.option(fc.constantFrom(...all), { nil: undefined }), { minLength: PARTITIONS, maxLength: PARTITIONS })
      .map((owners) => new Map(owners.map((owner, partition) => [partition, owner]))),
  }),
);
type World = { living: readonly string[]; owners: ReadonlyMap<number, string | undefined> };

const heldBy = (self: string, { owners }: World) =>
  new Set([...owners].filter(([, owner]) => owner === self).map(([partition]) => partition));
const viewOf = (self: string, world: World): LeaseView => ({ self, ...world, held: heldBy(self, world) });

/** One member after the other does what its view says, until nobody wants anything any more. */
function settle(world: World): { world: World; moves: number } {
  const owners = new Map(world.owners);
  let moves = 0;
  for (let again = true; again; ) {
    again = false;
    for (const self of world.living) {
      const { release, claim } = leaseMoves(viewOf(self, { ...world, owners }));
      for (const partition of release) owners.set(partition, undefined);
      for (const partition of claim) owners.set(partition, self);
      moves += claim.length;
      again ||= release.length + claim.length > 0;
    }
  }
  return { world: { ...world, owners }, moves };
}

describe("which partitions a process gives away and takes", () => {
  test("in the end each partition has one living owner, and no two owners differ by more than one partition", () => {
    fc.assert(
      fc.property(worlds, (start) => {
        const { world } = settle(start);
        const counts = world.living.map((self) => heldBy(self, world).size);
        expect(counts.reduce((sum, count) => sum + count)).toBe(PARTITIONS);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("no more partitions move than must: those of nobody, and what is above a share", () => {
    fc.assert(
      fc.property(worlds, (start) => {
        const needed = start.living.reduce((sum, self) => {
          const view = viewOf(self, start);
          return sum + Math.max(0, fairShare(view) - view.held.size);
        }, 0);
        expect(settle(start).moves).toBe(needed);
      }),
    );
  });

  test("a share is full for the only one, and a new one gets nothing from who has no more than his share", () => {
    const owners = new Map([0, 1, 2].map((partition) => [partition, "a" as string | undefined]));
    expect(leaseMoves({ self: "a", living: ["a"], owners, held: new Set([0, 1, 2]) })).toEqual({ release: [], claim: [] });
    expect(leaseMoves({ self: "a", living: ["a", "b"], owners, held: new Set([0, 1, 2]) })).toEqual({ release: [2], claim: [] });
    expect(leaseMoves({ self: "b", living: ["a", "b"], owners, held: new Set() })).toEqual({ release: [], claim: [] });
  });

  test("what is written down as its own, but was never taken, is claimed again", () => {
    const owners = new Map([[0, "a" as string | undefined]]);
    expect(leaseMoves({ self: "a", living: ["a"], owners, held: new Set() })).toEqual({ release: [], claim: [0] });
  });
});
