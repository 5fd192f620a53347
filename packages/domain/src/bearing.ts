/** Rolling-element bearing geometry, as on a drawing. */
export interface BearingGeometry {
  readonly ballDiameterMm: number;
  readonly pitchDiameterMm: number;
  readonly balls: number;
  readonly contactAngleDeg: number;
}

/** Characteristic frequencies in multiples of shaft speed (inner ring turning). `bsf` is one ball turn; the defect strikes twice in it. */
export interface BearingOrders {
  readonly bpfo: number;
  readonly bpfi: number;
  readonly bsf: number;
  readonly ftf: number;
}

/** What a bearing bears, ISO 281. Absent is not zero: it is not known. */
export interface BearingRating {
  /** Basic dynamic load rating C, kN. */
  readonly dynamicLoadRatingKn?: number;
  /** Exponent p of the life equation: 3 for balls, 10/3 for rollers. */
  readonly fatigueExponent?: number;
}

/** What a catalogue says of a designation: where it stands, and how far it can be trusted. */
export interface BearingFigures extends BearingRating {
  /** The site's own catalogue, or the one that the suite brings along. */
  readonly catalogue: "site" | "built_in";
  /** As the catalogue has it: capitals and digits, such as `6205` or `NU205`. */
  readonly designation: string;
  /** Revision of the site's entry, from 1; 0: the built-in one. */
  readonly version: number;
  readonly accuracy: "given" | "published" | "estimated";
  /** Lines are to be expected within this share of their orders. */
  readonly toleranceRatio: number;
  readonly orders: BearingOrders;
  readonly geometry?: BearingGeometry;
  readonly source: string;
}

export interface Bearing extends BearingRating {
  readonly designation?: string;
  readonly geometry?: BearingGeometry;
  readonly orders?: BearingOrders;
  /** Equivalent dynamic load P, N; absent: the asset's `radialLoadN`. */
  readonly equivalentLoadN?: number;
  /** What the register found under the designation. The register alone sets it, so that no other service needs a catalogue. */
  readonly resolvedFrom?: BearingFigures;
}
