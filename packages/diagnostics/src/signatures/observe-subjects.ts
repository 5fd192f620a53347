import type { AssetConfig, FeatureVector } from "@phm/domain";
import { isAtStandstill } from "../machine/operating-state.js";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import { gearFigures } from "./gear-figures.js";
import { motorFigures } from "./motor-figures.js";
import type { ObservedSubject } from "./observed-subject.js";
import { placeFigures } from "./place-figures.js";
import { shaftPlaces } from "./shaft-places.js";

/** Subjects that are looked at, of each acquisition. */
const MAX_SUBJECTS = 6;

/** Everything that the rules may look at in one acquisition: nothing at standstill, nothing of a sensor at fault. */
export function observeSubjects(features: FeatureVector, config: AssetConfig, speed: ShaftSpeedReading | null): ObservedSubject[] {
  if (isAtStandstill(features, config)) return [];
  const found = shaftPlaces(features, config, speed);
  const places = typeof found === "string" ? [] : found;
  return [
    ...motorFigures(features, config, speed),
    ...places.flatMap((place) => placeFigures(place, config) ?? []),
    ...(speed ? gearFigures(config, places, speed) : []),
  ].slice(0, MAX_SUBJECTS);
}
