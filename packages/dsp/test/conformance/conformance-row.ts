/** One case of one function of @phm/dsp, held against an independent implementation. */
export interface ConformanceRow {
  /** The exported name. */
  readonly function: string;
  readonly case: string;
  /** Largest |ours - reference| over the largest |reference| of the case; where it is relative to something else, `case` says so. */
  readonly deviation: number;
  /** What the function promises. */
  readonly limit: number;
}
