import type { BearingGeometry } from "@phm/domain";

export type BearingFamily =
  | "deep_groove_ball"
  | "angular_contact_ball"
  | "self_aligning_ball"
  | "cylindrical_roller"
  | "spherical_roller"
  | "tapered_roller";

/** How the inside of a family fills the space between bore and outside diameter. */
interface FamilyRule {
  /** Rolling-element diameter over (D − d), for bores up to 40 mm and above. */
  readonly elementRatio: readonly [small: number, large: number];
  /** Pitch diameter over (d + D) / 2. */
  readonly pitchRatio: number;
  /** Share of the pitch circle that the rolling elements fill, as angles: count × angle of one, over 360°. */
  readonly fillRatio: number;
}

/** Bores up to here have the smaller balls. */
const SMALL_BORE_MM = 40;

/**
 * Deep groove: rings without filling slots are assembled eccentrically, so that the balls fill an arc (n − 1 spaces within 199°) instead
 * of the circle; `fillRatio` is then that arc over 360°. The others are fitted to the published bearings of their family.
 */
const RULES: Readonly<Record<BearingFamily, FamilyRule>> = {
  deep_groove_ball: { elementRatio: [0.293, 0.3175], pitchRatio: 1, fillRatio: 199 / 360 },
  angular_contact_ball: { elementRatio: [0.3, 0.3175], pitchRatio: 1, fillRatio: 0.9 },
  self_aligning_ball: { elementRatio: [0.264, 0.264], pitchRatio: 0.99, fillRatio: 0.74 },
  cylindrical_roller: { elementRatio: [0.278, 0.278], pitchRatio: 1.01, fillRatio: 0.81 },
  spherical_roller: { elementRatio: [0.244, 0.244], pitchRatio: 1, fillRatio: 0.85 },
  tapered_roller: { elementRatio: [0.23, 0.23], pitchRatio: 1.06, fillRatio: 0.85 },
};

/**
 * Likely inside of a bearing of which only the boundary dimensions are known.
 *
 * Element diameter = share × (D − d), pitch diameter = share × (d + D) / 2; the count is what fits into the family's share of the pitch
 * circle, rounded down. The orders that follow carry a tolerance of 4 % where the count is right; it can be one off, and then the race
 * orders are off by one part in the count (docs/machine-data.md has the comparison with published bearings).
 * @param boreMm d
 * @param outsideMm D
 */
export function estimateGeometry(family: BearingFamily, boreMm: number, outsideMm: number, contactAngleDeg: number): BearingGeometry {
  const { elementRatio, pitchRatio, fillRatio } = RULES[family];
  const ballDiameterMm = (outsideMm - boreMm) * elementRatio[boreMm <= SMALL_BORE_MM ? 0 : 1];
  const pitchDiameterMm = ((boreMm + outsideMm) / 2) * pitchRatio;
  const elementTurns = Math.asin(ballDiameterMm / pitchDiameterMm) / Math.PI;
  const spaces = Math.floor(fillRatio / elementTurns);
  const balls = family === "deep_groove_ball" ? spaces + 1 : spaces;
  return { ballDiameterMm: rounded(ballDiameterMm), pitchDiameterMm: rounded(pitchDiameterMm), balls, contactAngleDeg };
}

/** To the micrometre, so that tables stay readable. */
function rounded(lengthMm: number): number {
  return Math.round(lengthMm * 1000) / 1000;
}
