import type { FigureName } from "../signatures/figure.js";
import type { SubjectKind } from "../signatures/signature-rule.js";
import type { MissingInput } from "./missing-input.js";

const LINES: readonly MissingInput[] = ["standstill", "no_speed", "no_vibration", "raw_velocity", "too_coarse"];
const BASELINE: readonly MissingInput[] = ["unstated_speed", "no_baseline"];
const ROTOR_CURRENT: readonly MissingInput[] = ["standstill", "no_current", "no_pole_pairs", "unmeasured_speed", "misread_slip", "no_slip"];
const SEQUENCE: readonly MissingInput[] = ["standstill", "no_current", "no_phases"];

/** What must be there for a kind of subject to be looked at in this acquisition: else what is known of it is of an earlier one. */
export const SUBJECT_NEEDS: Readonly<Record<SubjectKind, readonly MissingInput[]>> = {
  place: LINES,
  gear_mesh: LINES,
  motor: ["standstill", "no_current"],
};

/** What each figure needs, in the order of asking: the first that is missing is why the figure is. */
export const FIGURE_NEEDS: Readonly<Record<FigureName, readonly MissingInput[]>> = {
  shaft1xShare: LINES,
  shaft1xDominance: LINES,
  shaft1xZone: [...LINES, "raw_unit"],
  harmonicShare: LINES,
  harmonics: LINES,
  halfOrders: LINES,
  axialTo1x: [...LINES, "no_axial"],
  twiceLineShare: [...LINES, "no_supply", "supply_on_shaft"],
  shaftChange: [...LINES, ...BASELINE],
  shaft1xRise: [...LINES, ...BASELINE],
  shaft2xRise: [...LINES, ...BASELINE],
  highBandRise: [...LINES, "no_high_band", ...BASELINE],
  kurtosis: [...LINES, "no_acceleration"],
  blades: ["no_kinematics"],
  meshSidebandDb: ["no_kinematics", ...LINES, "short_spectrum"],
  meshSidebandRiseDb: ["no_kinematics", ...LINES, "short_spectrum", ...BASELINE],
  rotorBarDb: ROTOR_CURRENT,
  rotorBarAboveFloorDb: ROTOR_CURRENT,
  eccentricityDb: ROTOR_CURRENT,
  eccentricityRiseDb: [...ROTOR_CURRENT, "no_baseline"],
  negativeSequence: SEQUENCE,
  negativeSequenceChange: [...SEQUENCE, "no_baseline"],
  zeroToNegative: [...SEQUENCE, "two_phases"],
  openPhase: SEQUENCE,
  supplyShare: [...SEQUENCE, "no_voltages"],
};
