import type { BearingOrders } from "@phm/domain";
import { BEARING_LINE_MODES, type BearingLineMode, combShapes } from "./bearing-faults.js";
import { type CombExcess, combExcess } from "./comb-excess.js";
import { cageDecoyOrders, decoyOrders } from "./decoy-orders.js";
import { withoutLinesOf } from "./explained-lines.js";
import type { LineHypothesis } from "./line-hypothesis.js";
import type { MonitoredBearing } from "./monitored-bearings.js";
import type { OrderEvidence } from "./order-evidence.js";
import { shaftExplains } from "./shaft-explanation.js";

/** What the cage adds to a rolling element, at most. Cage lines alone are as often a passing slip. */
const MAX_CAGE_SUPPORT = 1;

/** An excess from which a hypothesis is taken as the explanation of its lines. */
const LEADING_EXCESS = 0.7;

function fitOf(
  mode: BearingLineMode,
  bearing: MonitoredBearing,
  evidence: OrderEvidence,
  all: readonly BearingOrders[],
): CombExcess | null {
  const shape = combShapes(bearing.orders)[mode];
  const decoys = mode === "bearing_cage" ? cageDecoyOrders(shape.order, all) : decoyOrders(shape.order, all);
  return combExcess(evidence, shape, decoys, bearing.toleranceRatio);
}

/** The faults of one bearing against the lines of one acquisition. */
function judge(bearing: MonitoredBearing, evidence: OrderEvidence, all: readonly BearingOrders[]): LineHypothesis[] {
  const cage = fitOf("bearing_cage", bearing, evidence, all);
  return BEARING_LINE_MODES.flatMap((failureMode) => {
    const fit = failureMode === "bearing_cage" ? cage : fitOf(failureMode, bearing, evidence, all);
    if (!fit) return [];
    const shaftShare = failureMode === "bearing_outer_race" ? shaftExplains(evidence, fit, bearing.toleranceRatio) : 0;
    const cageSupport = failureMode === "bearing_rolling_element" ? Math.min(MAX_CAGE_SUPPORT, Math.max(0, cage?.excess ?? 0)) : 0;
    const nominal = combShapes(bearing.orders)[failureMode].order;
    const nearShaftOrder = nominal > 1 && Math.abs(nominal - Math.round(nominal)) <= bearing.toleranceRatio * nominal;
    return [
      { bearing, failureMode, order: fit.order, excess: fit.excess - shaftShare + cageSupport, shaftShare, cageSupport, nearShaftOrder },
    ];
  });
}

/**
 * Every fault of every bearing of a machine against the lines of one acquisition. Where one clearly leads, the others are judged by the
 * lines that it leaves unexplained.
 */
export function bearingLines(bearings: readonly MonitoredBearing[], evidence: OrderEvidence): readonly LineHypothesis[] {
  const all = bearings.map(({ orders }) => orders);
  const judged = (seen: OrderEvidence) => bearings.flatMap((bearing) => judge(bearing, seen, all));
  const found = judged(evidence);
  const leader = found
    .filter(({ failureMode }) => failureMode !== "bearing_cage")
    .reduce<LineHypothesis | null>((best, one) => (one.excess > (best?.excess ?? LEADING_EXCESS) ? one : best), null);
  if (!leader) return found;
  const left = judged(withoutLinesOf(leader, evidence));
  const isLeaders = ({ bearing, failureMode }: LineHypothesis) =>
    bearing === leader.bearing && (failureMode === leader.failureMode || (leader.cageSupport > 0 && failureMode === "bearing_cage"));
  return found.map((one) => {
    if (isLeaders(one)) return one;
    const again = left.find(({ bearing, failureMode }) => bearing === one.bearing && failureMode === one.failureMode);
    return again && again.excess < one.excess ? again : one;
  });
}
