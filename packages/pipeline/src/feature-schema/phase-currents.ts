import type { FeatureDefinition, FeatureUnit } from "./feature-definition.js";

const FORTESCUE = "C. L. Fortescue, Method of symmetrical co-ordinates, Trans. AIEE 37 (1918) 1027–1140";
const PARK =
  "A. J. M. Cardoso et al., Inter-turn stator winding fault diagnosis by Park's vector approach, IEEE Trans. Energy Conv. 14 (1999) 595–598";

/** What the phase currents of a motor show together. */
export const PHASE_CURRENTS: readonly FeatureDefinition[] = [
  figure("currentPositiveSequenceRms", "channel", "Root mean square of the positive sequence at the fundamental.", FORTESCUE),
  figure("currentPhaseRotation", "1", "1 where the currents follow a-b-c, -1 where they follow a-c-b.", "defined by this suite"),
  figure("currentNegativeSequenceRatio", "1", "|I2/I1| at the fundamental.", "IEC 61000-4-30:2015, unbalance"),
  figure("currentNegativeSequenceAngleDeg", "deg", "Angle of I2/I1, above -180 to 180.", FORTESCUE),
  figure(
    "currentZeroSequenceRatio",
    "1",
    "|I0/I1| at the fundamental; absent where only two phases are measured.",
    "IEC 61000-4-30:2015, unbalance",
  ),
  figure(
    "currentUnbalanceRatio",
    "1",
    "Largest departure of a phase's r.m.s. from the mean of the three, over that mean.",
    "NEMA MG 1, 12.45",
  ),
  figure("currentParkAxisRatio", "1", "Minor over major axis of the ellipse of Park's vector, all frequencies.", PARK),
  figure("currentParkTwiceSupplyRatio", "1", "Amplitude of Park's modulus at twice the fundamental over its mean.", PARK),
];

function figure(name: string, unit: FeatureUnit, definition: string, source: string): FeatureDefinition {
  return { name, pattern: name, unit, definition, source, scope: "across_channels", quantities: ["current"] };
}
