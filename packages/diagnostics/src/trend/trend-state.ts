import type { TimeNs } from "@phm/domain";
import { type LatchState, RELEASED } from "../state/latch.js";
import { NEVER_RUN, type RunningPace } from "../state/running-pace.js";

/** Natural logarithm of the level of each member, in the order of the group; null where a member has none. */
export type LogLevels = readonly (number | null)[];

/** One row of a slow table: the level of each member of a group at one time. */
export interface TrendReading {
  readonly timeNs: TimeNs;
  /** Any amplitude in any unit, the same unit throughout for one member; null, or 0 (a dead channel), where there is none. */
  readonly levels: readonly (number | null)[];
}

export interface TrendMemberState {
  readonly watch: LatchState;
  readonly order: LatchState;
  /** The reference blocks as they were when the order came: a standing fault must not become the reference. */
  readonly frozen: readonly LogLevels[] | null;
}

/** What the watch knows about a group of members on one shaft. Plain JSON. */
export interface TrendState {
  readonly members: readonly TrendMemberState[];
  readonly pace: RunningPace;
  /** Running window of the smoothing. */
  readonly recent: readonly { readonly timeNs: string; readonly levels: LogLevels }[];
  /** Levels of past blocks of running time, oldest first. */
  readonly blocks: readonly LogLevels[];
  readonly blockStartNs: string | null;
  readonly blockCount: number;
  /** The last smoothed levels. */
  readonly settled: LogLevels | null;
  /** Whether a set-up stop has passed since `settled`, so that the step over it is still to be taken out. */
  readonly afterSetUp: boolean;
}

/** The state before the first reading. @param memberCount members of the group, at least 1 */
export function initialTrendState(memberCount: number): TrendState {
  const member: TrendMemberState = { watch: RELEASED, order: RELEASED, frozen: null };
  return {
    members: Array.from({ length: memberCount }, () => member),
    pace: NEVER_RUN,
    recent: [],
    blocks: [],
    blockStartNs: null,
    blockCount: 0,
    settled: null,
    afterSetUp: false,
  };
}
