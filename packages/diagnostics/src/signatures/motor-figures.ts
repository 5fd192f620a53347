import type { AssetConfig, ChannelFeatures, FeatureVector, PointId } from "@phm/domain";
import { phasePoints } from "@phm/dsp";
import { atReadSpeed, type ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import type { FigureName, FollowedName, LineDetail } from "./figure.js";
import type { ObservedSubject, Phases } from "./observed-subject.js";

/** NEMA MG 1, 12.45: currents of a motor are unbalanced six to ten times as much as its voltages. */
const CURRENT_PER_VOLTAGE_UNBALANCE = 8;

const isSound = ({ sensorFaults }: ChannelFeatures): boolean => sensorFaults.length === 0;

function phasesOf(features: FeatureVector, config: AssetConfig): Phases | undefined {
  const configured = config.points.some(({ quantity }) => quantity === "current");
  const found = phasePoints(configured ? config.points : features.channels.map(({ point, quantity }) => ({ id: point, quantity })));
  const rotation = features.acrossChannels.currentPhaseRotation;
  if (!found || rotation === undefined) return undefined;
  return { points: found.c === undefined ? [found.a, found.b] : [found.a, found.b, found.c], rotation };
}

/** Largest departure of a phase voltage's r.m.s. from their mean, over the mean (NEMA MG 1, 12.45); undefined unless three are measured. */
function voltageUnbalance(channels: readonly ChannelFeatures[]): number | undefined {
  const rms = channels.flatMap(({ quantity, values }) => (quantity === "voltage" ? (values.rms ?? []) : []));
  if (rms.length !== 3) return undefined;
  const mean = (rms[0]! + rms[1]! + rms[2]!) / 3;
  return mean > 0 ? Math.max(...rms.map((one) => Math.abs(one - mean))) / mean : undefined;
}

/** The mean over the current channels that have the figure. */
function meanOf(currents: readonly ChannelFeatures[], ...names: readonly string[]): number | undefined {
  const values = currents.flatMap((channel) => names.flatMap((name) => channel.values[name] ?? []));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Figures of a motor by its currents; none of them needs a bearing or, but for the lines of the rotor, a speed. Those lines are features of the
 * stated speed, and left out where the signal shows another: their slip is not the motor's.
 * - `rotorBarDb`: mean level of the sidebands (1 ± 2s)f, dB under the fundamental; `rotorBarAboveFloorDb`: their height over the noise
 * - `eccentricityDb`: mean level of the lines f ± fr
 * - `negativeSequenceRe`, `negativeSequenceIm`: I2/I1 as a vector, so that its mean over acquisitions is a vector's mean
 * - `zeroToNegative`: |I0/I2|; `openPhase`: the currents' NEMA unbalance; `supplyShare`: the share of |I2/I1| that the measured voltages explain
 */
export function motorFigures(features: FeatureVector, config: AssetConfig, speed: ShaftSpeedReading | null): ObservedSubject[] {
  const sound = features.channels.filter(isSound);
  const currents = sound.filter(({ quantity }) => quantity === "current");
  if (currents.length === 0) return [];
  const figures: Partial<Record<FigureName | FollowedName, number>> = {};
  const details: Partial<Record<FigureName, LineDetail>> = {};
  const add = (name: FigureName | FollowedName, value: number | undefined) => {
    if (value !== undefined && Number.isFinite(value)) figures[name] = value;
  };
  if (!speed?.isCorrected) {
    add("rotorBarDb", meanOf(currents, "rotorBarLowerDb", "rotorBarUpperDb"));
    add("rotorBarAboveFloorDb", meanOf(currents, "rotorBarAboveFloorDb"));
    add("eccentricityDb", meanOf(currents, "eccentricityLowerDb", "eccentricityUpperDb"));
  }
  const [first] = currents as [ChannelFeatures];
  const { fundamentalHz, slipRatio } = first.values;
  if (!speed?.isCorrected && fundamentalHz !== undefined && slipRatio !== undefined) {
    const frequencyHz = (1 - 2 * slipRatio) * fundamentalHz;
    details.rotorBarDb = { frequencyHz, ...(figures.rotorBarAboveFloorDb === undefined ? {} : { snrDb: figures.rotorBarAboveFloorDb }) };
  }
  const phases = phasesOf(features, config);
  const { currentNegativeSequenceRatio: ratio, currentNegativeSequenceAngleDeg: angleDeg = 0 } = features.acrossChannels;
  if (ratio !== undefined && phases) {
    const angle = (angleDeg * Math.PI) / 180;
    add("negativeSequenceRe", ratio * Math.cos(angle));
    add("negativeSequenceIm", ratio * Math.sin(angle));
    const zero = features.acrossChannels.currentZeroSequenceRatio;
    add("zeroToNegative", zero === undefined ? undefined : zero / ratio);
    add("openPhase", features.acrossChannels.currentUnbalanceRatio);
    const voltage = voltageUnbalance(sound);
    add("supplyShare", voltage === undefined ? undefined : (CURRENT_PER_VOLTAGE_UNBALANCE * voltage) / ratio);
  }
  const speedRpm = atReadSpeed(features, speed).speedRpm ?? null;
  const point: PointId = phases?.points[0] ?? first.point;
  return [{ kind: "motor", id: "motor", point, speedRpm, figures, details, ...(phases ? { phases } : {}) }];
}
