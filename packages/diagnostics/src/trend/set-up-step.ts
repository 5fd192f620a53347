import { median } from "../numbers/order-statistics.js";
import type { TrendClass } from "./trend-class.js";
import type { LogLevels, TrendMemberState, TrendState } from "./trend-state.js";

const plus = (levels: LogLevels, shifts: readonly number[]): LogLevels =>
  levels.map((level, member) => (level === null ? null : level + (shifts[member] as number)));

const clamped = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/**
 * Takes the step over a set-up stop out of the references, so that a rise goes on from where it was before the stop: bearings wear while
 * they run; what changed while the machine stood was changed by people, load or temperature. The common step goes out whole, a member's
 * own part up to `setUpRatio`: a repair, or damage that shows itself on starting, exceeds that and stays visible.
 * @param levels smoothed levels once the machine runs steadily again
 */
export function takeOutSetUpStep(state: TrendState, levels: LogLevels, { setUpRatio }: TrendClass): TrendState {
  const steps = state.members.map((_, member) => {
    const [before, after] = [state.settled?.[member] ?? null, levels[member] ?? null];
    return before === null || after === null ? null : after - before;
  });
  const known = steps.filter((step) => step !== null);
  if (known.length === 0) return { ...state, afterSetUp: false };
  const common = known.length > 1 ? median(known) : 0;
  const shifts = steps.map((step) => common + (step === null ? 0 : clamped(step - common, Math.log(setUpRatio))));
  const shifted = (blocks: readonly LogLevels[]) => blocks.map((block) => plus(block, shifts));
  const members = state.members.map((member): TrendMemberState => ({ ...member, frozen: member.frozen && shifted(member.frozen) }));
  return { ...state, members, blocks: shifted(state.blocks), afterSetUp: false };
}
