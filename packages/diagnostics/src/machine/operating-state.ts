import type { AssetConfig, FeatureVector } from "@phm/domain";

/** Below this share of rated speed a machine counts as standing. */
const STANDSTILL_SPEED_SHARE = 0.1;
/** Levels at speeds further apart than this are not compared. */
const COMPARABLE_SPEED_SHARE = 0.15;

/** True where the stated speed says that the machine stands. An unstated speed says nothing. */
export function isAtStandstill(features: FeatureVector, config: AssetConfig): boolean {
  if (features.speedRpm === undefined) return false;
  return features.speedRpm <= STANDSTILL_SPEED_SHARE * (config.ratedSpeedRpm ?? 0) || features.speedRpm === 0;
}

/** True where both speeds are stated and too far apart for their vibration levels to be compared. */
export function isSpeedChanged(speedRpm: number | undefined, referenceSpeedRpm: number | null): boolean {
  if (speedRpm === undefined || referenceSpeedRpm === null) return false;
  return Math.abs(speedRpm - referenceSpeedRpm) > COMPARABLE_SPEED_SHARE * referenceSpeedRpm;
}
