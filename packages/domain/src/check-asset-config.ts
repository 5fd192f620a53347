import type { AssetConfig, MeasurementPoint } from "./asset-config.js";
import { checkBearing } from "./check-bearing.js";
import { checkPositive, checkWhole, checkWords } from "./check-fields.js";
import { checkKinematics } from "./check-kinematics.js";
import { InvalidValue } from "./invalid-value.js";
import { parseUnit } from "./quantity.js";
import { MAX_TIME_NS, secondsBetween } from "./time.js";
import { TIME_SCALES } from "./time-scale.js";

const MAX_POINTS = 256;
const MAX_POLE_PAIRS = 100;

/**
 * Checks an asset's configuration before it is registered, so that a mistake is found by the person who made it.
 * @throws InvalidValue with the field, the value and the limit, for the first rule that is broken.
 */
export function checkAssetConfig(config: AssetConfig): void {
  const { points } = config;
  checkWords("kind", config.kind);
  checkWords("component", config.component);
  checkPositive("ratedSpeedRpm", config.ratedSpeedRpm);
  checkPositive("supplyHz", config.supplyHz);
  if (config.polePairs !== undefined) checkWhole("polePairs", config.polePairs, 1, MAX_POLE_PAIRS);
  checkPositive("radialLoadN", config.radialLoadN);
  if (config.timeScale !== undefined && !TIME_SCALES.includes(config.timeScale))
    throw new InvalidValue("timeScale", config.timeScale, `one of ${TIME_SCALES.join(", ")}`, "unknown_time_scale");
  if (points.length < 1 || points.length > MAX_POINTS)
    throw new InvalidValue("points", `${points.length} points`, `1 to ${MAX_POINTS} points`);
  const shafts = config.kinematics && new Set(config.kinematics.shafts.map((shaft) => shaft.id));
  const ids = new Set<string>();
  points.forEach((point, index) => {
    if (ids.has(point.id)) throw new InvalidValue(`points[${index}].id`, point.id, "named once in an asset", "repeated_point");
    ids.add(point.id);
    checkPoint(point, `points[${index}]`, shafts);
  });
  if (config.kinematics) checkKinematics(config.kinematics, config);
  checkService(config);
}

/** A machine has not run before it was commissioned, nor for longer than there was time. */
function checkService({ commissionedAtNs, runningHours }: AssetConfig): void {
  if (commissionedAtNs !== undefined && !(commissionedAtNs > 0n && commissionedAtNs <= MAX_TIME_NS))
    throw new InvalidValue("commissionedAtNs", commissionedAtNs, "nanoseconds since 1970, above 0");
  if (!runningHours) return;
  const { hours, asOfNs } = runningHours;
  if (!(hours >= 0 && Number.isFinite(hours))) throw new InvalidValue("runningHours.hours", hours, "finite and at least 0");
  if (commissionedAtNs === undefined) return;
  if (asOfNs < commissionedAtNs) throw new InvalidValue("runningHours.asOfNs", asOfNs, "not before commissionedAtNs");
  const possible = secondsBetween(commissionedAtNs, asOfNs) / 3_600;
  if (hours > possible) {
    const limit = `at most ${possible.toFixed(1)}, the hours between commissioning and the reading`;
    throw new InvalidValue("runningHours.hours", hours, limit, "out_of_range");
  }
}

function checkPoint(point: MeasurementPoint, field: string, shafts: ReadonlySet<string> | undefined): void {
  parseUnit(point.quantity, point.unit, `${field}.unit`);
  if (point.bearing) checkBearing(point.bearing, `${field}.bearing`);
  if (point.shaft !== undefined && !shafts?.has(point.shaft)) {
    throw new InvalidValue(`${field}.shaft`, point.shaft, "the id of one of kinematics.shafts", "unknown_shaft");
  }
}
