import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { robustDistance } from "./robust-distance.js";
import type { StateVector } from "./state-vector.js";

/** Blocks whose vectors are kept: the quietest of the trailing window. */
const MAX_QUIET_BLOCKS = 20;

/** The vector of one quiet block and how many blocks ago it was taken. */
interface QuietBlock {
  readonly age: number;
  readonly x: StateVector;
}

/** The quietest blocks of the recent past in one operating state: what "as when last quiet" looks like in every figure. Plain JSON. */
export type QuietBaseline = readonly QuietBlock[];

/**
 * Takes in the vector of a block that was closed, forgets those older than the trailing window, and keeps the quietest 20 by level (the
 * first figure). A machine that ages slowly moves its own reference along, one that rises does not.
 */
export function addQuietBlock(baseline: QuietBaseline, x: StateVector, scale: MachineTimeScale): QuietBaseline {
  const aged = baseline.map((block) => ({ age: block.age + 1, x: block.x })).filter(({ age }) => age < scale.referenceBlocks);
  const all = [...aged, { age: 0, x }];
  if (all.length <= MAX_QUIET_BLOCKS) return all;
  const level = (block: QuietBlock) => block.x[0] ?? Number.POSITIVE_INFINITY;
  const loudest = all.reduce((most, block) => (level(block) > level(most) ? block : most));
  return all.filter((block) => block !== loudest);
}

/** Standard deviations from the quiet baseline, over all figures together; null before it has `learningBlocks`. */
export function quietDistance(baseline: QuietBaseline, x: StateVector, scale: MachineTimeScale): number | null {
  if (baseline.length < scale.learningBlocks) return null;
  return robustDistance(
    x,
    baseline.map((block) => block.x),
  );
}
