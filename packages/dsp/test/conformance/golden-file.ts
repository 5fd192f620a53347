/** One case of an independent implementation: the parameters that rebuild its signal, and what it gives. */
export interface GoldenCase {
  readonly function: string;
  readonly case: string;
  readonly input: unknown;
  readonly expected: unknown;
}

/** conformance/dsp/<area>.json, as conformance/dsp/<area>.py wrote it. */
export interface GoldenFile {
  readonly madeBy: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly GoldenCase[];
}
