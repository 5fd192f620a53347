import { median } from "../numbers/order-statistics.js";
import type { TrendClass } from "./trend-class.js";
import type { LogLevels } from "./trend-state.js";

/** From the median absolute deviation to the standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;

/** How far one member has risen over its reference. Logarithms of ratios. */
export interface MemberRise {
  readonly riseLn: number;
  /** Peers that it was compared with; 0 where it could only be held against its own past. */
  readonly peers: number;
  /** Standard deviation of the change from one block to the next, against the same peers. */
  readonly scatterLn: number;
}

/** Change of one member from one row to another, in itself and against the median change of its peers; null where it is missing. */
function change(from: LogLevels, to: LogLevels, member: number, peers: readonly number[]) {
  const ofMember = (index: number): number | null => {
    const [before, after] = [from[index] ?? null, to[index] ?? null];
    return before === null || after === null ? null : after - before;
  };
  const own = ofMember(member);
  if (own === null) return null;
  const ofPeers = peers.map(ofMember).filter((value) => value !== null);
  return { own, againstPeers: ofPeers.length === 0 ? null : own - median(ofPeers), peers: ofPeers.length };
}

function scatter(blocks: readonly LogLevels[], member: number, peers: readonly number[]): number {
  const steps = blocks.slice(1).flatMap((block, i) => {
    const moved = change(blocks[i] as LogLevels, block, member, peers);
    return moved ? [Math.abs(moved.againstPeers ?? moved.own)] : [];
  });
  return steps.length === 0 ? 0 : MAD_TO_SIGMA * median(steps);
}

/**
 * Rise of a member over its reference blocks: over each block it is the lesser of its own change and its change against the peers since
 * that block, so that neither a common change nor peers that become quieter make a rise; of all blocks, the one that `quietShare` of
 * them exceed. Null while learning, or where the member has no level.
 * @param peers indexes of the members to compare with
 */
export function memberRise(
  blocks: readonly LogLevels[],
  levels: LogLevels,
  member: number,
  peers: readonly number[],
  { timeScale, quietShare }: TrendClass,
): MemberRise | null {
  const changes = blocks.flatMap((block) => change(block, levels, member, peers) ?? []);
  const compared = changes.filter(({ againstPeers }) => againstPeers !== null);
  const isAlone = compared.length < timeScale.learningBlocks;
  const used = isAlone ? changes : compared;
  if (used.length < timeScale.learningBlocks) return null;
  const rises = used.map(({ own, againstPeers }) => Math.min(own, isAlone ? own : (againstPeers ?? own))).sort((a, b) => b - a);
  return {
    riseLn: rises[Math.floor(quietShare * rises.length)] as number,
    peers: isAlone ? 0 : Math.max(...used.map((each) => each.peers)),
    scatterLn: scatter(blocks, member, isAlone ? [] : peers),
  };
}
