/** Figures that the stages of wear are told by. Absent where they cannot be told. */
export const WEAR_FIGURES = [
  /** High-frequency level (r.m.s. of the envelope, 2 to 10 kHz) over the machine's own baseline; and that rise in standard deviations. */
  "highFrequencyRatio",
  "highFrequencyChange",
  /** Median line of the direct spectrum, and r.m.s. of the waveform, over their baselines. */
  "floorRatio",
  "levelRatio",
  /** Confidence of the surest fault that the envelope spectra show lines of. */
  "lineConfidence",
  /** What the lines have left of the strongest evidence that they ever had. */
  "lineShare",
  /** Harmonics of that fault, and sidebands around them, that a reader of the velocity spectrum sees. */
  "directHarmonics",
  "directSidebands",
] as const;
export type WearFigure = (typeof WEAR_FIGURES)[number];
export type WearFigures = Readonly<Partial<Record<WearFigure, number>>>;
