import { median } from "../numbers/order-statistics.js";

/** Acquisitions before a step, and from it on, that it is judged by. */
export const BEFORE_STEP = 7;
export const AFTER_STEP = 4;

/** A smaller factor is no rise (an advisory wants 2) and cannot be told from the scatter of short records. */
export const LEAST_STEP_FACTOR = 1.4;
/** How far the bands' steps may differ (standard deviation), as a share of the step; of sudden real rises on FEMTO the flattest had 0.35. */
const MOST_UNEVENNESS_SHARE = 0.25;
/** How far the level may scatter within one side, as a share of the step. */
const MOST_SCATTER_SHARE = 0.3;
/** The sides must not only differ: between them there is a gap of this share of the step. */
const LEAST_GAP_SHARE = 0.5;
/** What crest factor and kurtosis may change by, ln: less than a young fault adds, more than they scatter by. */
const MOST_SHAPE_CHANGE_LN = 0.25;
/** Fewer bands do not tell whether a step is flat over frequency. */
const MIN_BANDS = 4;

/** One acquisition of one channel. All in ln, so that a factor is a difference. */
export interface ScaleRow {
  /** Levels of the same bands in every row: they follow the sensor's sensitivity. */
  readonly levels: readonly number[];
  /** Crest factor and kurtosis: they do not depend on it. */
  readonly shape: readonly number[];
}

const { abs, log, max, min, sqrt } = Math;
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sum of the squared distances from the mean. */
function squaresOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function changes(before: readonly (readonly number[])[], after: readonly (readonly number[])[]): number[] {
  const at = (rows: readonly (readonly number[])[], i: number) => median(rows.map((row) => row[i] as number));
  return (before[0] as readonly number[]).map((_, i) => at(after, i) - at(before, i));
}

/** Whether the level was steady on both sides and jumped between them: wear grows, a swap does not. */
function isAbrupt(before: readonly number[], after: readonly number[], stepLn: number): boolean {
  const within = sqrt((squaresOf(before) + squaresOf(after)) / (before.length + after.length - 2));
  const gap = stepLn > 0 ? min(...after) - max(...before) : min(...before) - max(...after);
  return within < MOST_SCATTER_SHARE * abs(stepLn) && gap > LEAST_GAP_SHARE * abs(stepLn);
}

/**
 * The factor by which a sensor's sensitivity (or its mounting or gain) has changed between the two sides of the rows, else null.
 *
 * What a sensor gives is its sensitivity times the motion: another sensitivity multiplies every band by one factor, the noise of the
 * machine between its lines included, and leaves every ratio of the waveform as it was. A fault adds what was not there: its resonances
 * rise and the rest does not, and its impacts raise crest factor and kurtosis (R. B. Randall, Vibration-based Condition Monitoring,
 * 2nd ed., Wiley 2021, sections 2.2 and 5.2). So a step counts where it is abrupt, the same in all bands and without a change of shape.
 * Nothing on the six FEMTO lives counts, up to their ends. A factor of 2 laid on them between 30 and 60 % of life is told on five bearings
 * at 87 to 100 % of the times, by channel; on the sixth (bearing 1_2), whose level scatters too much, at 13 and 47 %.
 *
 * @param rows of one operating state, oldest first: the last four are held against the seven before them
 */
export function sensitivityStep(rows: readonly ScaleRow[]): number | null {
  const [before, after] = [rows.slice(-BEFORE_STEP - AFTER_STEP, -AFTER_STEP), rows.slice(-AFTER_STEP)];
  if (before.length < BEFORE_STEP || (rows[0]?.levels.length ?? 0) < MIN_BANDS) return null;
  const levels = (side: readonly ScaleRow[]) => side.map((row) => row.levels);
  const byBand = changes(levels(before), levels(after));
  const stepLn = median(byBand);
  if (abs(stepLn) < log(LEAST_STEP_FACTOR)) return null;
  const isFlat = sqrt(squaresOf(byBand) / byBand.length) < MOST_UNEVENNESS_SHARE * abs(stepLn);
  if (!isFlat || !isAbrupt(levels(before).map(meanOf), levels(after).map(meanOf), stepLn)) return null;
  const shape = changes(
    before.map((row) => row.shape),
    after.map((row) => row.shape),
  );
  return shape.every((change) => abs(change) < MOST_SHAPE_CHANGE_LN) ? Math.exp(stepLn) : null;
}
