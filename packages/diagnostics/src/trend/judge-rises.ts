import type { TimeNs } from "@phm/domain";
import { observe, stepLatch } from "../state/latch.js";
import { type MemberRise, memberRise } from "./member-rise.js";
import type { TrendClass } from "./trend-class.js";
import type { LogLevels, TrendMemberState, TrendState } from "./trend-state.js";

export type TrendLevel = "normal" | "watch" | "order";

/** What is said of one member at one reading. */
export interface MemberTrend {
  readonly level: TrendLevel;
  /** Level over reference; null while learning or without a reading. */
  readonly riseRatio: number | null;
  /** What the rise must exceed now to be watched. */
  readonly watchRatio: number | null;
  /** Peers it was compared with; 0: with its own past only. */
  readonly peers: number;
}

interface Limits {
  readonly watchLn: number;
  readonly orderLn: number;
}

/** The stated limits, raised where the member scatters or where a louder neighbour could be what is heard. */
function limitsOf(rise: MemberRise, loudestOtherLn: number, trend: TrendClass): Limits {
  const stated = rise.peers > 0 ? trend.againstPeers : trend.alone;
  const leastLn = Math.max(trend.scatterFactor * rise.scatterLn, trend.transmissionShare * loudestOtherLn);
  return { watchLn: Math.max(Math.log(stated.watchRatio), leastLn), orderLn: Math.max(Math.log(stated.orderRatio), leastLn) };
}

function withRise(
  state: TrendMemberState,
  blocks: readonly LogLevels[],
  riseLn: number,
  limits: Limits,
  timeNs: TimeNs,
  trend: TrendClass,
) {
  const { timeScale, releaseShare } = trend;
  const delays = { ...timeScale, holdCount: timeScale.holdAcquisitions, releaseCount: timeScale.releaseAcquisitions };
  const watch = stepLatch(state.watch, observe(riseLn, limits.watchLn, releaseShare * limits.watchLn), timeNs, delays);
  const order = stepLatch(state.order, observe(riseLn, limits.orderLn, releaseShare * limits.orderLn), timeNs, delays);
  return { watch, order, frozen: order.active ? (state.frozen ?? blocks) : null };
}

const levelOf = ({ watch, order }: TrendMemberState): TrendLevel => (order.active ? "order" : watch.active ? "watch" : "normal");

/** Steps the latches of every member by the present smoothed levels. Members under watch are no measure for the others. */
export function judgeRises(
  state: TrendState,
  levels: LogLevels,
  timeNs: TimeNs,
  trend: TrendClass,
): { members: TrendMemberState[]; trends: MemberTrend[] } {
  const sound = state.members.flatMap((member, index) => (levelOf(member) === "normal" ? [index] : []));
  const rises = state.members.map(({ frozen }, index) =>
    memberRise(
      frozen ?? state.blocks,
      levels,
      index,
      sound.filter((peer) => peer !== index),
      trend,
    ),
  );
  const judged = state.members.map((member, index): [TrendMemberState, MemberTrend] => {
    const rise = rises[index] ?? null;
    if (rise === null) return [member, { level: levelOf(member), riseRatio: null, watchRatio: null, peers: 0 }];
    const loudestOtherLn = Math.max(0, ...rises.map((other, i) => (i === index ? 0 : (other?.riseLn ?? 0))));
    const limits = limitsOf(rise, loudestOtherLn, trend);
    const next = withRise(member, state.blocks, rise.riseLn, limits, timeNs, trend);
    const shown = { riseRatio: Math.exp(rise.riseLn), watchRatio: Math.exp(limits.watchLn), peers: rise.peers };
    return [next, { level: levelOf(next), ...shown }];
  });
  return { members: judged.map(([member]) => member), trends: judged.map(([, each]) => each) };
}
