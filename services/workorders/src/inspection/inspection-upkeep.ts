import type { Logger } from "@phm/service-kit";
import type { RoundBook } from "./round-book.js";
import type { RoundGenerator } from "./round-generator.js";
import type { RoundSettler } from "./round-settler.js";

const EVERY_MS = 30_000;
const BATCH = 500;
/** Rounds are made two days ahead, and at once when a route is put: now and then is often enough. */
const GENERATE_EVERY_NS = 600_000_000_000n;

export interface InspectionUpkeepOptions {
  readonly rounds: RoundBook;
  readonly generator: RoundGenerator;
  readonly settler: RoundSettler;
  readonly logger: Logger;
}

/** What must happen to inspections without anybody asking. */
export class InspectionUpkeep {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #generatedNs: bigint | undefined;

  constructor(private readonly options: InspectionUpkeepOptions) {}

  /** The first round is over when it resolves: what a crash has left undone is done before anything else happens. */
  async start(): Promise<void> {
    const again = () => {
      this.#running = this.run().catch((error: unknown) =>
        this.options.logger.warn({ err: error }, "inspections could not be brought up to date, tried again later"),
      );
    };
    again();
    await this.#running;
    this.#timer = setInterval(again, EVERY_MS);
    this.#timer.unref();
  }

  /** Waits for a round that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Settles what is unsettled, makes rounds ahead, and lets rounds turn whose time has come. */
  async run(): Promise<void> {
    const { rounds, generator, settler } = this.options;
    await settler.settlePending(BATCH);
    const nowNs = rounds.nowNs();
    if (this.#generatedNs === undefined || nowNs - this.#generatedNs >= GENERATE_EVERY_NS) {
      await generator.generateAll();
      this.#generatedNs = nowNs;
    }
    await rounds.turn();
  }
}
