import type { Acquisition, AssetConfig, ChannelFeatures, PointId } from "@phm/domain";
import {
  currentUnbalance,
  decodeSamples,
  isInsufficient,
  type PhaseCurrents,
  type PhasePoints,
  parkAxisRatio,
  parkModulus,
  parkTwiceSupplyRatio,
  parkVector,
  phasePoints,
  symmetricalComponents,
} from "@phm/dsp";
import { FeatureValues } from "./feature-values.js";

/**
 * The figures that need several channels at once. Today: the phase currents of a motor, three, or two with a sum of zero. Which point is
 * phase a, b or c is told by `phasePoints` of @phm/dsp from the asset's configuration (from the acquisition's channels where that names no
 * current); the phases must be in one unit, without a sensor fault, and show a fundamental.
 * - `currentPositiveSequenceRms`: the forward system at the fundamental, channels' unit
 * - `currentPhaseRotation`: 1 where the currents follow a-b-c, -1 where they follow a-c-b
 * - `currentNegativeSequenceRatio`: |I2/I1|, the unbalance of IEC 61000-4-30
 * - `currentNegativeSequenceAngleDeg`: angle of I2/I1, in (-180, 180]; with the rotation it names the phase (`shortedPhase` of @phm/dsp)
 * - `currentZeroSequenceRatio`: |I0/I1|; absent where only two phases are measured
 * - `currentUnbalanceRatio`: largest departure of a phase's r.m.s. from their mean, over the mean (NEMA MG 1)
 * - `currentParkAxisRatio`: minor over major axis of the ellipse of Park's vector, all frequencies
 * - `currentParkTwiceSupplyRatio`: ripple of Park's modulus at twice the fundamental over its mean
 * @throws InvalidValue as `decodeSamples`; the channels hold the samples they should, as the features of each have been made before
 */
export function acrossChannels(
  acquisition: Acquisition,
  config: AssetConfig,
  features: readonly ChannelFeatures[],
): Readonly<Record<string, number>> {
  const values = new FeatureValues();
  const phases = phasePoints(config.points) ?? phasePoints(unknownCurrents(acquisition, config));
  const group = phases === undefined ? undefined : phaseGroup(phases, features);
  if (group === undefined) return values.record;
  const currents = currentsOf(acquisition, group);
  addPhaseFigures(currents, acquisition.sampleRateHz, group.fundamentalHz, values);
  return values.record;
}

/** Channels of an asset whose configuration names no current at all. */
function unknownCurrents({ channels }: Acquisition, { points }: AssetConfig) {
  if (points.some(({ quantity }) => quantity === "current")) return [];
  return channels.map(({ point, quantity }) => ({ id: point, quantity }));
}

interface PhaseGroup {
  readonly fundamentalHz: number;
  /** Places of the phases among the channels. */
  readonly a: number;
  readonly b: number;
  readonly c?: number;
}

/** The phases as channels, with the fundamental of the strongest; undefined where one is missing, at fault or differs in unit. */
function phaseGroup({ a, b, c }: PhasePoints, features: readonly ChannelFeatures[]): PhaseGroup | undefined {
  const placeOf = (point: PointId) => features.findIndex((channel) => channel.point === point && channel.quantity === "current");
  const places = (c === undefined ? [a, b] : [a, b, c]).map(placeOf);
  const channels = places.flatMap((place) => features[place] ?? []);
  if (channels.length !== places.length) return undefined;
  if (channels.some(({ unit, sensorFaults }) => unit !== channels[0]?.unit || sensorFaults.length > 0)) return undefined;
  const [strongest] = [...channels].sort((x, y) => (y.values.fundamentalRms ?? 0) - (x.values.fundamentalRms ?? 0));
  const fundamentalHz = strongest?.values.fundamentalHz;
  if (fundamentalHz === undefined) return undefined;
  const [first, second, third] = places as [number, number, number | undefined];
  return { fundamentalHz, a: first, b: second, ...(third === undefined ? {} : { c: third }) };
}

function currentsOf({ channels }: Acquisition, { a, b, c }: PhaseGroup): PhaseCurrents {
  const samplesOf = (place: number) => {
    const { data, encoding, scale } = channels[place]!;
    return decodeSamples(data, encoding, scale);
  };
  return { a: samplesOf(a), b: samplesOf(b), ...(c === undefined ? {} : { c: samplesOf(c) }) };
}

function addPhaseFigures(currents: PhaseCurrents, sampleRateHz: number, fundamentalHz: number, values: FeatureValues): void {
  const components = symmetricalComponents(currents, sampleRateHz, fundamentalHz);
  if (isInsufficient(components)) return;
  const { negativeSequenceRatio, negativeSequenceAngleDeg, zeroSequenceRatio, nemaRatio } = currentUnbalance(components);
  values.add("currentPositiveSequenceRms", Math.hypot(components.positive.re, components.positive.im));
  values.add("currentPhaseRotation", components.phaseOrder === "abc" ? 1 : -1);
  values.add("currentNegativeSequenceRatio", negativeSequenceRatio);
  values.add("currentNegativeSequenceAngleDeg", negativeSequenceAngleDeg);
  values.add("currentZeroSequenceRatio", zeroSequenceRatio);
  values.add("currentUnbalanceRatio", nemaRatio);
  const vector = parkVector(currents);
  values.add("currentParkAxisRatio", parkAxisRatio(vector));
  values.add("currentParkTwiceSupplyRatio", parkTwiceSupplyRatio(parkModulus(vector), sampleRateHz, fundamentalHz));
}
