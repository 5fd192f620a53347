/** What a line comes from. */
export const FREQUENCY_KINDS = [
  "shaft",
  "gear_mesh",
  "gear_mesh_sideband",
  "hunting_tooth",
  "belt",
  "blade_pass",
  "bearing_bpfo",
  "bearing_bpfi",
  "bearing_bsf",
  "bearing_ftf",
  "line",
  "twice_line",
  "pole_pass",
  "rotor_bar_pass",
  "rotor_bar_sideband",
] as const;
export type FrequencyKind = (typeof FREQUENCY_KINDS)[number];

/** A frequency that a sound or faulty part of the machine shows. */
export interface ExpectedFrequency {
  /** For people: `shaft motor 2×`, `gear mesh G1 − shaft output`. */
  readonly name: string;
  readonly kind: FrequencyKind;
  /** The shaft, gear mesh, belt, wheel, bearing or point that it belongs to. */
  readonly element: string;
  readonly hz: number;
  /** In multiples of the reference shaft's speed. */
  readonly order: number;
  /** The line is to be expected within this share of its frequency, beyond the uncertainty of the speed. */
  readonly toleranceRatio: number;
}

/** A line before its order is known. */
export type FrequencyLine = Omit<ExpectedFrequency, "order">;

/** Something in the configuration that could not be used, and why. */
export interface UnusedInput {
  readonly field: string;
  readonly reason: "unknown_designation" | "pole_pairs_missing" | "supply_missing" | "speed_above_field";
}
