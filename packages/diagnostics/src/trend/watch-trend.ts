import { InvalidValue, secondsBetween } from "@phm/domain";
import { settled } from "../state/latch.js";
import { keepPace } from "../state/running-pace.js";
import { judgeRises, type MemberTrend } from "./judge-rises.js";
import { closeBlock, countIntoBlock, isBlockComplete, observeLevels, smoothedLevels } from "./level-blocks.js";
import { takeOutSetUpStep } from "./set-up-step.js";
import { isStandstill, wasStandstill } from "./standstill.js";
import { PLANT_TREND, type TrendClass } from "./trend-class.js";
import { initialTrendState, type LogLevels, type TrendMemberState, type TrendReading, type TrendState } from "./trend-state.js";

/** What one reading of a group said. */
export interface TrendStep {
  readonly state: TrendState;
  /** False while the machine stands: such a reading is no part of any level. */
  readonly isRunning: boolean;
  /** By member, in the order of the group. */
  readonly members: readonly MemberTrend[];
}

function toLogLevels({ levels }: TrendReading, memberCount: number): LogLevels {
  if (levels.length !== memberCount) throw new InvalidValue("levels.length", levels.length, `${memberCount}, one for each member`);
  return levels.map((level, member) => {
    if (level === null || level === 0) return null;
    if (!(level > 0 && Number.isFinite(level)))
      throw new InvalidValue(`levels[${member}]`, level, "a finite amplitude of at least 0, or null");
    return Math.log(level);
  });
}

function standing(member: TrendMemberState): MemberTrend {
  return { level: member.order.active ? "order" : member.watch.active ? "watch" : "normal", riseRatio: null, watchRatio: null, peers: 0 };
}

const unjudged = (state: TrendState, isRunning: boolean): TrendStep => ({ state, isRunning, members: state.members.map(standing) });

/** Forgets what does not outlast a stop: the running window, the block under way and rises that were being held. */
function interrupted(state: TrendState, stoppedS: number, setUpStopS: number): TrendState {
  const members = state.members.map((member) => ({ ...member, watch: settled(member.watch), order: settled(member.order) }));
  return { ...state, members, recent: [], blockStartNs: null, blockCount: 0, afterSetUp: state.afterSetUp || stoppedS >= setUpStopS };
}

/**
 * Steps the watch over a slow table by one row: members of a group on one shaft (bearings of one machine), each held against its peers
 * and its own trailing past. Rows must come in time order. Nothing refers to the first readings or to age.
 * @throws InvalidValue for a row that is not later than the last, has another number of levels, or a level that is no amplitude
 */
export function watchTrend(state: TrendState, reading: TrendReading, trend: TrendClass = PLANT_TREND): TrendStep {
  const { timeScale } = trend;
  const { timeNs } = reading;
  const levels = toLogLevels(reading, state.members.length);
  const lastNs = state.pace.lastRunningNs === null ? null : BigInt(state.pace.lastRunningNs);
  if (lastNs !== null && timeNs <= lastNs) throw new InvalidValue("timeNs", timeNs, `later than the last row's ${lastNs}`, "not_in_order");
  if (isStandstill(state, levels, trend.standstillShare)) return unjudged(state, false);
  const isLearning = state.blocks.length < timeScale.learningBlocks;
  if (isLearning && wasStandstill(state, levels, trend.standstillShare)) {
    return watchTrend(initialTrendState(state.members.length), reading, trend);
  }

  const { pace, restarted } = keepPace(state.pace, timeNs, timeScale);
  let next: TrendState = { ...state, pace };
  if (restarted && lastNs !== null) next = interrupted(next, secondsBetween(lastNs, timeNs), trend.setUpStopS);
  // The levels of a machine that warms up are neither judged nor learnt.
  if (pace.mutedUntilNs !== null) return unjudged(next, true);

  next = countIntoBlock(observeLevels(next, levels, timeNs, timeScale), timeNs, timeScale);
  const smoothed = smoothedLevels(next, timeScale);
  const isComplete = isBlockComplete(next, timeNs, timeScale);
  if (next.afterSetUp) {
    if (!isComplete) return unjudged(next, true);
    next = takeOutSetUpStep(next, smoothed, trend);
  }
  const { members, trends } = judgeRises(next, smoothed, timeNs, trend);
  next = { ...next, members, settled: smoothed.map((level, member) => level ?? state.settled?.[member] ?? null) };
  return { state: isComplete ? closeBlock(next, smoothed, timeScale) : next, isRunning: true, members: trends };
}
