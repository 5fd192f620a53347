/** One series of values as a file holds it, in the file's own unit. */
export interface MeasuredChannel {
  /** As the file names it: a column's title, a variable's name, `1`, `2` … where it names none. */
  readonly name: string;
  readonly samples: Float32Array;
  /** Absent where the file does not tell it. */
  readonly sampleRateHz?: number;
  /** As the file writes it; told to people, never converted by. */
  readonly unit?: string;
}

/** What a measurement file holds. */
export interface Measurement {
  readonly channels: readonly MeasuredChannel[];
  /** Single numbers beside the series, by name: a speed, a load, a sampling rate. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** Most bytes of one file, unpacked: an hour of eight channels at 25.6 kHz in float32 is 2.9 GB, and belongs into several files. */
export const MAX_FILE_BYTES = 1024 * 1024 * 1024;
