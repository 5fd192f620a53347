import type { Logger } from "../log/create-logger.js";

export interface PeriodicRoundOptions {
  /** From the start of one round to the next, ms. A round that takes longer is not overtaken: what falls into it is left out. */
  readonly everyMs: number;
  /** @param signal aborted when a stop waits for the round: what it would still do comes with the next start */
  readonly round: (signal: AbortSignal) => Promise<unknown>;
  /** What the log says of a round that failed; the next one is tried all the same. */
  readonly failure: string;
  readonly logger: Logger;
}

/** What must happen again and again without anybody asking. */
export class PeriodicRound {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(private readonly options: PeriodicRoundOptions) {}

  /** The first round is over when it resolves, whether or not it failed. */
  async start(): Promise<void> {
    await this.#again();
    this.#timer = setInterval(() => void this.#again(), this.options.everyMs);
    this.#timer.unref();
  }

  /** Waits for a round that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#running;
  }

  #again(): Promise<void> {
    this.#running ??= this.#once().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #once(): Promise<void> {
    const { round, failure, logger } = this.options;
    try {
      await round(this.#stopping.signal);
    } catch (error) {
      if (!this.#stopping.signal.aborted) logger.warn({ err: error }, failure);
    }
  }
}
