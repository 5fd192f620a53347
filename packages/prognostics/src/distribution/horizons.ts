const COUNT = 20;
const SHORTEST_BLOCKS = 0.5;
const LONGEST_BLOCKS = 1000;

/**
 * The horizons h at which models state P(remaining life <= h): 20 values, evenly spaced in ln, from half a block to a thousand blocks.
 * A block is the machine's own unit of time (the smoothing time of its level: a minute on a rig sampled each ten seconds, half an
 * hour on a plant machine sampled each ten minutes), so one set of horizons serves both.
 */
export const HORIZONS_BLOCKS: readonly number[] = Array.from(
  { length: COUNT },
  (_, i) => SHORTEST_BLOCKS * (LONGEST_BLOCKS / SHORTEST_BLOCKS) ** (i / (COUNT - 1)),
);
