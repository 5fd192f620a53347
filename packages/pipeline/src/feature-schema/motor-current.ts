import type { FeatureDefinition, FeatureUnit } from "./feature-definition.js";

const THOMSON = "W. T. Thomson, M. Fenger, Current signature analysis to detect induction motor faults, IEEE IAS Magazine 7 (2001) 26–34";
const BY_SLIP = "Needs speed and pole pairs and a slip from 0.001 to 0.2.";

/** What current channels have besides. */
export const MOTOR_CURRENT: readonly FeatureDefinition[] = [
  figure(
    "fundamentalHz",
    "Hz",
    "Strongest line from 0.1 to 1.5 × the supply frequency, or from 5 to 400 Hz where that is unknown; Hann, interpolated between lines.",
    "defined by this suite",
  ),
  figure("fundamentalRms", "channel", "Root mean square of the fundamental.", "defined by this suite"),
  figure(
    "thd",
    "1",
    "Total harmonic distortion: r.m.s. of harmonics 2 to 40 below Nyquist over that of the fundamental.",
    "IEC 61000-4-7:2002",
  ),
  figure(
    "slipRatio",
    "1",
    `(synchronous speed - speed) / synchronous speed, from the measured fundamental. ${BY_SLIP}`,
    "definition of slip",
  ),
  figure("rotorBarLowerDb", "dB", `Level of (1-2s)f over the fundamental. ${BY_SLIP} Absent where 2sf is not resolved.`, THOMSON),
  figure("rotorBarUpperDb", "dB", `Level of (1+2s)f over the fundamental. ${BY_SLIP} Absent where 2sf is not resolved.`, THOMSON),
  figure(
    "rotorBarAboveFloorDb",
    "dB",
    `The lower of the heights of the two over the noise floor. ${BY_SLIP} Absent where 2sf is not resolved.`,
    THOMSON,
  ),
  figure("eccentricityLowerDb", "dB", `Level of f - fr over the fundamental, fr the rotor's frequency. ${BY_SLIP}`, THOMSON),
  figure("eccentricityUpperDb", "dB", `Level of f + fr over the fundamental, fr the rotor's frequency. ${BY_SLIP}`, THOMSON),
];

function figure(name: string, unit: FeatureUnit, definition: string, source: string): FeatureDefinition {
  return { name, pattern: name, unit, definition, source, scope: "channel", quantities: ["current"] };
}
