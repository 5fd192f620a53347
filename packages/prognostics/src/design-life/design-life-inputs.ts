import type { PlacedBearing } from "@phm/diagnostics";
import {
  type AssetConfig,
  type Bearing,
  type DesignLifeInputs,
  formatTimeNs,
  type SourcedFigure,
  secondsBetween,
  shaftRatios,
  type TimeNs,
} from "@phm/domain";

/** What the configuration and the catalogue say that a design life needs. Nothing is assumed but that the machine has run all the time. */
export function designLifeInputs(config: AssetConfig, { field, bearing, shaft }: PlacedBearing, asOfNs: TimeNs): DesignLifeInputs {
  const inputs: Record<keyof DesignLifeInputs, SourcedFigure | undefined> = {
    dynamicLoadRatingKn: ratingFigure(bearing, field, "dynamicLoadRatingKn"),
    fatigueExponent: ratingFigure(bearing, field, "fatigueExponent"),
    equivalentLoadN: figure(bearing.equivalentLoadN, `${field}.equivalentLoadN`) ?? figure(config.radialLoadN, "radialLoadN"),
    ratedSpeedRpm: shaftSpeed(config, shaft),
    usedHours: usedHours(config, asOfNs),
  };
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}

function figure(value: number | undefined, source: string): SourcedFigure | undefined {
  return value === undefined ? undefined : { value, source };
}

/** What is stated at the bearing comes before what the catalogue says of its designation. */
function ratingFigure(bearing: Bearing, field: string, name: "dynamicLoadRatingKn" | "fatigueExponent"): SourcedFigure | undefined {
  const { resolvedFrom } = bearing;
  return figure(bearing[name], `${field}.${name}`) ?? figure(resolvedFrom?.[name], resolvedFrom?.source ?? "");
}

/** Rated speed of a shaft, from that of the reference shaft. */
function shaftSpeed({ kinematics, ratedSpeedRpm }: AssetConfig, shaft: string): SourcedFigure | undefined {
  if (!kinematics) return figure(ratedSpeedRpm, "ratedSpeedRpm");
  const at = kinematics.shafts.findIndex(({ id }) => id === kinematics.referenceShaft);
  const reference =
    figure(kinematics.shafts[at]?.ratedSpeedRpm, `kinematics.shafts[${at}].ratedSpeedRpm`) ?? figure(ratedSpeedRpm, "ratedSpeedRpm");
  const ratio = shaftRatios(kinematics, ratedSpeedRpm).get(shaft);
  if (!reference || ratio === undefined) return undefined;
  return { value: reference.value * ratio, source: ratio === 1 ? reference.source : `${reference.source}, turned over to shaft ${shaft}` };
}

/** Nothing can be said without the true commissioning date, nor before it. */
function usedHours({ commissionedAtNs, runningHours }: AssetConfig, asOfNs: TimeNs): SourcedFigure | undefined {
  if (commissionedAtNs === undefined || commissionedAtNs > asOfNs) return undefined;
  if (!runningHours)
    return { value: secondsBetween(commissionedAtNs, asOfNs) / 3_600, source: "running all the time since commissionedAt" };
  const sinceReadingHours = Math.max(0, secondsBetween(runningHours.asOfNs, asOfNs) / 3_600);
  const read = formatTimeNs(runningHours.asOfNs);
  return { value: runningHours.hours + sinceReadingHours, source: `runningHours as read at ${read}, running all the time since` };
}
