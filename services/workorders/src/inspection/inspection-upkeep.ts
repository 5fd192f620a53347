import { type Logger, PeriodicRound } from "@phm/service-kit";
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
}

/** What must happen to inspections without anybody asking. */
export class InspectionUpkeep {
  #generatedNs: bigint | undefined;

  constructor(private readonly options: InspectionUpkeepOptions) {}

  /** What runs it in the background. */
  periodic(logger: Logger): PeriodicRound {
    return new PeriodicRound({
      ...{ everyMs: EVERY_MS, round: () => this.run(), logger },
      failure: "inspections could not be brought up to date, tried again later",
    });
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
