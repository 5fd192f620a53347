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

export interface Bearing {
  readonly designation?: string;
  readonly geometry?: BearingGeometry;
  readonly orders?: BearingOrders;
}
