import type { LifeBlock } from "@phm/domain";

/** The latest blocks of a life, which are kept one by one: what a life ends with is what a model learns most from. */
export const DENSE_BLOCKS = 120;
/** Most that is kept of what came before them. */
export const THINNED_BLOCKS = 240;

/** Of each two neighbours the later one, which then stands for both; of an odd number the last stands for itself. */
function halved(blocks: readonly LifeBlock[]): LifeBlock[] {
  return blocks.flatMap((block, i) => {
    const earlier = blocks[i - 1];
    if (i % 2 === 1 && earlier) return [{ ...block, blocks: earlier.blocks + block.blocks }];
    return i === blocks.length - 1 ? [block] : [];
  });
}

/**
 * A life with one more block, kept to at most 360 of them however long it lasts: the last 120 one by one; before them, whenever there are
 * more than 240, each two neighbours become the later one, which stands for both. So old stretches have the coarser resolution the older
 * they are, no block is lost from the count, and the same blocks always give the same life.
 */
export function addBlock(life: readonly LifeBlock[], block: LifeBlock): readonly LifeBlock[] {
  const blocks = [...life, block];
  const old = blocks.slice(0, -DENSE_BLOCKS);
  return old.length > THINNED_BLOCKS ? [...halved(old), ...blocks.slice(-DENSE_BLOCKS)] : blocks;
}
