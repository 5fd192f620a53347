import type { AssetConfig, ChannelFeatures, FeatureVector } from "@phm/domain";
import { lineConfidence } from "../lines/line-confidence.js";
import { excessOf, type LineDiagnosisState, type RunningHypothesis } from "../lines/line-diagnosis.js";
import { type MonitoredBearing, monitoredBearings } from "../lines/monitored-bearings.js";
import { isAtStandstill } from "../machine/operating-state.js";
import { rounded } from "../numbers/rounded.js";
import { directLines } from "./direct-lines.js";
import { judgeStage, stillStands } from "./judge-stage.js";
import { NO_STAGE, type ReachedStage, reachStage } from "./reached-stage.js";
import type { WearFigures } from "./wear-figures.js";
import { levelChange, rememberLevels, type WearOperation } from "./wear-levels.js";

/** What is remembered of the wear of one bearing. */
export interface WornBearing extends ReachedStage {
  /** The bearing, by all its points. */
  readonly bearing: string;
  /** The strongest evidence that its lines ever had, in ln power. */
  readonly mostExcess: number;
  /** Whether its lines have made a stage, and whether the levels that a stage without lines was told by still stand. */
  readonly hadLines: boolean;
  readonly isRaised: boolean;
}

/** Plain JSON, some kilobytes at most. */
export interface WearState {
  readonly operations: readonly WearOperation[];
  readonly bearings: readonly WornBearing[];
}

export const NO_WEAR: WearState = { operations: [], bearings: [] };

const MAX_BEARINGS = 4;
const DECIMALS = 3;
const FIRST_STAGE_WITH_LINES = 2;
const LAST_STAGE_WITH_LINES = 3;

/** The surest fault of a bearing's races and rolling elements; a cage wears in no stages. */
function surestFault({ hypotheses }: LineDiagnosisState, bearing: string): RunningHypothesis | undefined {
  return hypotheses
    .filter((one) => one.bearing === bearing && one.failureMode !== "bearing_cage")
    .reduce<RunningHypothesis | undefined>((best, one) => (best && lineConfidence(best) >= lineConfidence(one) ? best : one), undefined);
}

function lineFigures(
  found: RunningHypothesis,
  bearing: MonitoredBearing,
  mostExcess: number,
  channels: readonly ChannelFeatures[],
): WearFigures {
  const direct = directLines(found, bearing, channels);
  return {
    lineConfidence: lineConfidence(found),
    ...(mostExcess > 0 ? { lineShare: Math.max(0, found.recent / mostExcess) } : {}),
    ...(direct ? { directHarmonics: direct.harmonics, directSidebands: direct.sidebands } : {}),
  };
}

function levelFigures(operations: readonly WearOperation[], { points }: MonitoredBearing): WearFigures {
  const [high, floor, level] = (["high", "floor", "level"] as const).map((name) => levelChange(operations, points, name));
  return {
    ...(high ? { highFrequencyRatio: high.ratio, highFrequencyChange: high.deviations } : {}),
    ...(floor ? { floorRatio: floor.ratio } : {}),
    ...(level ? { levelRatio: level.ratio } : {}),
  };
}

function wearOf(before: WornBearing, figures: WearFigures, excess: number): WornBearing {
  const { wear, rising, isJudged } = reachStage(before, judgeStage(figures, before.wear?.stage ?? 0));
  const stage = wear?.stage ?? 0;
  const hadLines = before.hadLines || (stage >= FIRST_STAGE_WITH_LINES && stage <= LAST_STAGE_WITH_LINES);
  return {
    bearing: before.bearing,
    wear,
    rising,
    isJudged,
    mostExcess: rounded(Math.max(before.mostExcess, excess), DECIMALS),
    hadLines,
    isRaised: stillStands(stage, hadLines, figures),
  };
}

const unworn = (bearing: string): WornBearing => ({ ...NO_STAGE, bearing, mostExcess: 0, hadLines: false, isRaised: false });

/**
 * Brings one acquisition into what is known of the wear of each bearing with known orders. At standstill nothing is.
 * @param lines the bearing lines, with this acquisition in them
 */
export function diagnoseWear(state: WearState, features: FeatureVector, config: AssetConfig, lines: LineDiagnosisState): WearState {
  const bearings = monitoredBearings(config).slice(0, MAX_BEARINGS);
  if (bearings.length === 0 || isAtStandstill(features, config)) return state;
  const operations = rememberLevels(state.operations, features);
  return {
    operations,
    bearings: bearings.map((bearing) => {
      const name = bearing.points.join(",");
      const before = state.bearings.find((one) => one.bearing === name) ?? unworn(name);
      const found = lines.abstained === null ? surestFault(lines, name) : undefined;
      const shown = found ? lineFigures(found, bearing, before.mostExcess, features.channels) : {};
      return wearOf(before, { ...levelFigures(operations, bearing), ...shown }, found ? excessOf(found) : 0);
    }),
  };
}
