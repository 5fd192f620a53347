import { describe, expect, test } from "@jest/globals";
import { addSeconds, type LifeBlock } from "@phm/domain";
import fc from "fast-check";
import { addBlock, DENSE_BLOCKS, THINNED_BLOCKS } from "./add-block.js";

const START_NS = 1_600_000_000_000_000_000n;
const blockAt = (i: number): LifeBlock => {
  const indicators = { lnRatio: i % 3, lnPeakRatio: i % 3, lnGrowth: 0 };
  return { timeNs: addSeconds(START_NS, 60 * i), blockS: 60, blocks: 1, onset: i % 97 > 90, indicators };
};
const blocksOf = (count: number) => Array.from({ length: count }, (_, i) => blockAt(i));
const lifeOf = (count: number) => blocksOf(count).reduce<readonly LifeBlock[]>(addBlock, []);
const sum = (life: readonly LifeBlock[]) => life.reduce((all, { blocks }) => all + blocks, 0);

describe("a life that grows block by block", () => {
  test("keeps all of a short life", () => {
    expect(lifeOf(DENSE_BLOCKS + THINNED_BLOCKS)).toEqual(blocksOf(DENSE_BLOCKS + THINNED_BLOCKS));
  });

  test("is bounded however long it lasts, loses no block from its count, keeps its end one by one and its order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (count) => {
        const life = lifeOf(count);
        expect(life.length).toBeLessThanOrEqual(DENSE_BLOCKS + THINNED_BLOCKS);
        expect(sum(life)).toBe(count);
        expect(life.slice(-DENSE_BLOCKS)).toEqual(blocksOf(count).slice(-DENSE_BLOCKS));
        const times = life.map(({ timeNs }) => timeNs);
        expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
      }),
      { numRuns: 15 },
    );
  });

  test("covers an old stretch evenly enough: no kept block stands for a gap longer than what its count says", () => {
    const life = lifeOf(5000);
    let covered = 0;
    for (const { timeNs, blocks } of life) {
      covered += blocks;
      expect(timeNs).toBe(blockAt(covered - 1).timeNs);
    }
  });
});
