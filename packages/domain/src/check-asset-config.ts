import type { AssetConfig, MeasurementPoint } from "./asset-config.js";
import type { Bearing } from "./bearing.js";
import { InvalidValue } from "./invalid-value.js";
import { parseUnit } from "./quantity.js";

const MAX_POINTS = 256;
const MAX_WORDS = 200;

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
  checkPositive("polePairs", config.polePairs);
  checkPositive("radialLoadN", config.radialLoadN);
  if (points.length < 1 || points.length > MAX_POINTS)
    throw new InvalidValue("points", `${points.length} points`, `1 to ${MAX_POINTS} points`);
  const ids = new Set<string>();
  points.forEach((point, index) => {
    if (ids.has(point.id)) throw new InvalidValue(`points[${index}].id`, point.id, "named once in an asset", "repeated_point");
    ids.add(point.id);
    checkPoint(point, `points[${index}]`);
  });
}

function checkWords(field: string, value: string): void {
  if (value.trim().length === 0 || value.length > MAX_WORDS) throw new InvalidValue(field, value, `1 to ${MAX_WORDS} characters`);
}

function checkPositive(field: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "finite and above 0, or absent");
}

function checkPoint(point: MeasurementPoint, field: string): void {
  parseUnit(point.quantity, point.unit, `${field}.unit`);
  if (point.bearing) checkBearing(point.bearing, `${field}.bearing`);
}

function checkBearing({ geometry, orders }: Bearing, field: string): void {
  if (geometry) {
    const { ballDiameterMm, pitchDiameterMm, balls, contactAngleDeg } = geometry;
    checkPositive(`${field}.geometry.ballDiameterMm`, ballDiameterMm);
    if (!(pitchDiameterMm > ballDiameterMm && Number.isFinite(pitchDiameterMm))) {
      throw new InvalidValue(
        `${field}.geometry.pitchDiameterMm`,
        pitchDiameterMm,
        `above the ball diameter (${ballDiameterMm})`,
        "impossible_geometry",
      );
    }
    if (!Number.isInteger(balls) || balls < 3)
      throw new InvalidValue(`${field}.geometry.balls`, balls, "an integer of at least 3", "impossible_geometry");
    if (!(contactAngleDeg >= 0 && contactAngleDeg < 90)) {
      throw new InvalidValue(`${field}.geometry.contactAngleDeg`, contactAngleDeg, "at least 0 and below 90", "impossible_geometry");
    }
  }
  for (const [name, order] of Object.entries(orders ?? {})) checkPositive(`${field}.orders.${name}`, order as number);
}
