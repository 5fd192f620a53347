import { type PlacedBearing, placedBearings } from "@phm/diagnostics";
import {
  type AssetConfig,
  type BearingDesignLife,
  DESIGN_LIFE_INPUTS,
  type DesignLife,
  type DesignLifeFigures,
  type DesignLifeInput,
  type DesignLifeInputs,
  type TimeNs,
} from "@phm/domain";
import { basicRatingLifeHours } from "./basic-rating-life.js";
import { designLifeInputs } from "./design-life-inputs.js";
import { figureWords, missingWords } from "./design-life-words.js";
import { survivalProbability } from "./rating-life-survival.js";

/**
 * Design life of each bearing of a machine (L10h, ISO 281:2007), how much of it is used and how many such bearings come this far. Shown
 * apart from any prognosis: no estimate of remaining life knows of it. There are no figures without C, P, p, the speed and the true
 * commissioning date; what is missing is named instead.
 * @param config with what the register has found under the designations
 */
export function designLife(config: AssetConfig, asOfNs: TimeNs): DesignLife {
  const { ref, commissionedAtNs, kinematics } = config;
  const placed = distinctBearings(config, placedBearings(config, kinematics?.referenceShaft ?? ""));
  return {
    ...{ ref, asOfNs },
    ...(commissionedAtNs === undefined ? {} : { commissionedAtNs }),
    bearings: placed.map(({ elements, ...bearing }) => lifeOf(config, bearing, elements, asOfNs)),
  };
}

type GroupedBearing = PlacedBearing & { readonly elements: readonly string[] };

/** The axes of one sensor are one bearing: points of one stated location and shaft that say the same of it. */
function distinctBearings({ points }: AssetConfig, placed: readonly PlacedBearing[]): GroupedBearing[] {
  const groups = new Map<string, GroupedBearing>();
  for (const one of placed) {
    const location = points.find(({ id }) => one.field.startsWith("points") && id === one.element)?.location;
    const key = location === undefined ? one.field : JSON.stringify([one.shaft, location, one.bearing]);
    const before = groups.get(key);
    groups.set(key, { ...(before ?? one), elements: [...(before?.elements ?? []), one.element] });
  }
  return [...groups.values()];
}

function lifeOf(config: AssetConfig, placed: PlacedBearing, elements: readonly string[], asOfNs: TimeNs): BearingDesignLife {
  const { field, bearing } = placed;
  const inputs = designLifeInputs(config, placed, asOfNs);
  const missing = DESIGN_LIFE_INPUTS.filter((input) => !inputs[inputName(input)]);
  const { designation } = bearing;
  const known = { field, elements, ...(designation === undefined ? {} : { designation }), inputs, missing };
  if (!isComplete(inputs)) return { ...known, ...missingWords(missing) };
  const figures = figuresOf(inputs);
  return { ...known, figures, ...figureWords(config, inputs, figures) };
}

/** The commissioning date counts as the hours since. */
function inputName(input: DesignLifeInput): keyof DesignLifeInputs {
  return input === "commissionedAtNs" ? "usedHours" : input;
}

function isComplete(inputs: DesignLifeInputs): inputs is Required<DesignLifeInputs> {
  return DESIGN_LIFE_INPUTS.every((input) => inputs[inputName(input)] !== undefined);
}

function figuresOf(inputs: Required<DesignLifeInputs>): DesignLifeFigures {
  const ratingLifeHours = basicRatingLifeHours({
    dynamicLoadRatingN: inputs.dynamicLoadRatingKn.value * 1_000,
    equivalentLoadN: inputs.equivalentLoadN.value,
    speedRpm: inputs.ratedSpeedRpm.value,
    fatigueExponent: inputs.fatigueExponent.value,
  });
  const usedHours = inputs.usedHours.value;
  const usedRatio = usedHours / ratingLifeHours;
  return { ratingLifeHours, usedHours, usedRatio, survivalProbability: survivalProbability(usedRatio) };
}
