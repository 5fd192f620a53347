/** What can be wrong, in the words of the field. The order is the order of presentation. */
export const FAILURE_MODES = [
  "bearing_outer_race",
  "bearing_inner_race",
  "bearing_rolling_element",
  "bearing_cage",
  "bearing_general",
  "imbalance",
  "misalignment",
  "bent_shaft",
  "looseness",
  "gear",
  "rotor_bar",
  "stator_winding",
  "eccentricity",
  "supply_unbalance",
  "cavitation",
  "sensor_fault",
  "degradation_general",
] as const;
export type FailureMode = (typeof FAILURE_MODES)[number];

/**
 * Modes that one repair addresses, and that a refined diagnosis moves between: at most one open work order for each family.
 * `degradation_general` is counted with the bearings, because that is what it is refined to when lines begin to show.
 */
export const FAILURE_FAMILIES = ["bearing", "rotor", "gear", "electrical", "process", "sensor"] as const;
export type FailureFamily = (typeof FAILURE_FAMILIES)[number];

const FAMILY_OF: Readonly<Record<FailureMode, FailureFamily>> = {
  bearing_outer_race: "bearing",
  bearing_inner_race: "bearing",
  bearing_rolling_element: "bearing",
  bearing_cage: "bearing",
  bearing_general: "bearing",
  imbalance: "rotor",
  misalignment: "rotor",
  bent_shaft: "rotor",
  looseness: "rotor",
  gear: "gear",
  degradation_general: "bearing",
  rotor_bar: "electrical",
  stator_winding: "electrical",
  eccentricity: "electrical",
  supply_unbalance: "electrical",
  cavitation: "process",
  sensor_fault: "sensor",
};

export function failureFamily(mode: FailureMode): FailureFamily {
  return FAMILY_OF[mode];
}
