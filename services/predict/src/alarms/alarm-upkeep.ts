import { alarmId } from "@phm/domain";
import { type Collection, type Logger, PeriodicRound } from "@phm/service-kit";
import type { PredictMetrics } from "../metrics.js";
import type { AlarmBook } from "./alarm-book.js";
import type { AlarmStatistics } from "./alarm-statistics.js";
import type { AssetClock } from "./asset-clock.js";
import type { MachineUse } from "./machine-use.js";
import { refOf, type StoredAlarm } from "./stored-alarm.js";

/** How late a shelf may end, and how old the figures on the metrics page may be. */
const EVERY_MS = 30_000;
const BATCH = 500;

export interface AlarmUpkeepOptions {
  readonly alarms: Collection<StoredAlarm>;
  readonly book: AlarmBook;
  readonly statistics: AlarmStatistics;
  readonly use: MachineUse;
  readonly clock: AssetClock;
  readonly metrics: PredictMetrics;
  readonly logger: Logger;
}

/**
 * What must happen to alarms without anybody asking: shelves end, machines go out of use and come back, what a crash left untold is told,
 * figures are counted.
 */
export class AlarmUpkeep {
  readonly #rounds: PeriodicRound;

  constructor(private readonly options: AlarmUpkeepOptions) {
    const failure = "alarm upkeep failed, tried again later";
    this.#rounds = new PeriodicRound({ everyMs: EVERY_MS, round: () => this.once(), failure, logger: options.logger });
  }

  start(): Promise<void> {
    return this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async once(): Promise<void> {
    const { book, statistics, use, metrics } = this.options;
    await book.announcePending(BATCH);
    await use.follow();
    await this.endShelves();
    metrics.alarmFigures(await statistics.figures({ verdicts: [] }));
  }

  /** Of live assets; recorded ones go by their acquisitions. */
  private async endShelves(): Promise<void> {
    const { alarms, book, clock } = this.options;
    const nowNs = clock.wallNs();
    const { items } = await alarms.query({ where: { state: "shelved" }, limit: BATCH });
    for (const { value } of items) {
      const until = value.record.shelvedUntilNs;
      if (value.timeBase === "live" && until !== null && BigInt(until) <= nowNs) await book.expire(alarmId(refOf(value)), nowNs);
    }
  }
}
