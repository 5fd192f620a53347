/** Figures that rules may name. Absent where they cannot be told. */
export const FIGURE_NAMES = [
  // A place on a shaft.
  "shaft1xShare",
  "shaft1xDominance",
  "shaft1xZone",
  "harmonicShare",
  "harmonics",
  "halfOrders",
  "axialTo1x",
  "twiceLineShare",
  "shaftChange",
  "shaft1xRise",
  "shaft2xRise",
  "highBandRise",
  "kurtosis",
  "blades",
  // A gear mesh.
  "meshSidebandDb",
  "meshSidebandRiseDb",
  // A motor.
  "rotorBarDb",
  "rotorBarAboveFloorDb",
  "eccentricityDb",
  "eccentricityRiseDb",
  "negativeSequence",
  "negativeSequenceChange",
  "zeroToNegative",
  "openPhase",
  "supplyShare",
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** A figure that is followed against the machine's own baseline: of one channel, or of the subject as a whole. */
export type FollowedName =
  | `${"ln1x" | "ln2x" | "lnHighBand"}@${string}`
  | "meshSidebandDb"
  | "eccentricityDb"
  | "negativeSequenceRe"
  | "negativeSequenceIm";

/** Where in a spectrum a figure was read. */
export interface LineDetail {
  readonly frequencyHz?: number;
  readonly order?: number;
  readonly snrDb?: number;
  readonly harmonics?: number;
}

/** Raw figures of one acquisition, by name. */
export type RawFigures = Readonly<Partial<Record<FigureName | FollowedName, number>>>;
