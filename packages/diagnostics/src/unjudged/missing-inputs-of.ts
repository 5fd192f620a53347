import type { AssetConfig, ChannelFeatures, FeatureVector } from "@phm/domain";
import { isAtStandstill } from "../machine/operating-state.js";
import { BASELINE_ACQUISITIONS } from "../signatures/followed-figure.js";
import type { Reading } from "../signatures/reading.js";
import { shaftPlaces } from "../signatures/shaft-places.js";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import type { MissingInput } from "./missing-input.js";

/** Lowest of the bands that noise of the flow is read in. */
const HIGH_BAND = "bandRms_2000_2400Hz";
const PHASES = 3;

type Check = readonly [input: MissingInput, isMissing: boolean];

function channelChecks(channels: readonly ChannelFeatures[], { acrossChannels }: FeatureVector): Check[] {
  const of = (wanted: ChannelFeatures["quantity"]) => channels.filter(({ quantity }) => quantity === wanted);
  const isGrouped = acrossChannels.currentNegativeSequenceRatio !== undefined;
  return [
    ["no_acceleration", of("acceleration").length === 0],
    ["no_high_band", !of("acceleration").some(({ values }) => values[HIGH_BAND] !== undefined)],
    ["raw_unit", channels.every(({ unit }) => unit === "raw")],
    ["no_current", of("current").length === 0],
    ["no_phases", !isGrouped],
    ["two_phases", isGrouped && acrossChannels.currentZeroSequenceRatio === undefined],
    ["no_voltages", of("voltage").length !== PHASES],
    ["no_slip", !of("current").some(({ values }) => values.rotorBarLowerDb !== undefined)],
  ];
}

/** What one acquisition and the register do not give, as far as it can be told without looking for a figure. */
export function missingInputs(features: FeatureVector, config: AssetConfig, speed: ShaftSpeedReading | null): ReadonlySet<MissingInput> {
  const sound = features.channels.filter(({ sensorFaults }) => sensorFaults.length === 0);
  const places = shaftPlaces(features, config, speed);
  const directions = typeof places === "string" ? [] : places.flatMap(({ channels }) => channels.map(({ direction }) => direction));
  const checks: Check[] = [
    ["standstill", isAtStandstill(features, config)],
    ...(typeof places === "string" ? [[places, true] as const] : []),
    ["no_axial", !directions.includes("axial")],
    ["no_supply", config.supplyHz === undefined],
    ["no_pole_pairs", config.polePairs === undefined],
    ["no_kinematics", config.kinematics === undefined],
    ["unstated_speed", features.speedRpm === undefined],
    ["unmeasured_speed", features.speedRpm === undefined],
    ["misread_slip", speed?.isCorrected === true],
    ...channelChecks(sound, features),
  ];
  return new Set(checks.filter(([, isMissing]) => isMissing).map(([input]) => input));
}

/** Whether the baselines of a subject are still being learnt. */
export function isLearning(reading: Reading | undefined): boolean {
  return (reading?.learnt ?? 0) < BASELINE_ACQUISITIONS;
}
