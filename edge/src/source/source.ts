import type { Acquisition, InvalidValue, Reading } from "@phm/domain";

/** Where a source puts what it has read. What either has resolved for is on disk. */
export interface SourceSink {
  readings(readings: readonly Reading[]): Promise<void>;
  acquisition(acquisition: Acquisition): Promise<void>;
  /** A waveform that is none, or a file that cannot be read. */
  refused(error: RefusedInput): void;
}

/** Why something was not taken, in the terms of `InvalidValue`. */
export type RefusedInput = Pick<InvalidValue, "field" | "value" | "limit" | "reason">;

export interface SourceSession {
  readonly sink: SourceSink;
  readonly signal: AbortSignal;
  /** To be called when the other side has answered: the pauses between attempts begin anew. */
  readonly connected: () => void;
}

/** One connection to something at the machine. */
export interface Source {
  readonly name: string;
  /** One session: connects and delivers until it is aborted. @throws what ended the connection; the supervisor tries again */
  run(session: SourceSession): Promise<void>;
}
