import { addSeconds, type TimeNs } from "@phm/domain";
import { type AlarmKpis, type AlarmVerdict, alarmKpis, type RaisedAlarm } from "@phm/pipeline";
import type { Collection } from "@phm/service-kit";
import type { AlarmHistory } from "./alarm-history.js";
import type { AssetClock } from "./asset-clock.js";
import { alarmOf, refOf, type StoredAlarm } from "./stored-alarm.js";

const PAGE = 500;
const WEEK_S = 7 * 24 * 3600;

export interface FiguresAsked {
  /** Left out: all organisations, all sites. */
  readonly organisation?: string;
  readonly site?: string;
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
  /** Beside those on record. */
  readonly verdicts: readonly AlarmVerdict[];
}

export interface AlarmFigures {
  readonly fromNs: TimeNs;
  readonly toNs: TimeNs;
  readonly kpis: AlarmKpis;
  /** The occurrences behind them. */
  readonly raised: readonly RaisedAlarm[];
}

/** What people found after alarms, from a time on. */
export interface JudgedAlarms {
  alarmVerdicts(scope: {
    readonly organisation?: string;
    readonly site?: string;
    readonly fromNs: TimeNs;
  }): Promise<readonly AlarmVerdict[]>;
}

/** The figures of an alarm system, from the alarms as they stand and from their history. */
export class AlarmStatistics {
  constructor(
    private readonly alarms: Collection<StoredAlarm>,
    private readonly history: AlarmHistory,
    private readonly clock: AssetClock,
    private readonly judged: JudgedAlarms,
  ) {}

  async figures(asked: FiguresAsked): Promise<AlarmFigures> {
    const alarms = await this.all(asked);
    const toNs = asked.toNs ?? (await this.latest(alarms));
    const fromNs = asked.fromNs ?? (toNs > 0n ? addSeconds(toNs, -WEEK_S) : 0n);
    const raised: RaisedAlarm[] = [];
    // An alarm without a transition has never been raised.
    for (const alarm of alarms.filter(({ record }) => record.sequence > 0)) {
      const ref = refOf(alarm);
      raised.push(...(await this.history.raised(ref, fromNs > 0n ? fromNs : 0n, toNs)).map((timeNs) => ({ ref, timeNs })));
    }
    const known = await this.judged.alarmVerdicts({ ...asked, fromNs });
    const verdicts = [...known, ...asked.verdicts];
    const kpis = alarmKpis({ fromNs, toNs, alarms: alarms.map(alarmOf), raised, verdicts });
    return { fromNs, toNs, kpis, raised };
  }

  private async all({ organisation, site }: FiguresAsked): Promise<StoredAlarm[]> {
    const where = { ...(organisation ? { organisation } : {}), ...(site ? { site } : {}) };
    const found: StoredAlarm[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.alarms.query({ where, limit: PAGE, ...(cursor ? { cursor } : {}) });
      found.push(...page.items.map(({ value }) => value));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  /** Now, where an asset is live; else the latest that was recorded. */
  private async latest(alarms: readonly StoredAlarm[]): Promise<TimeNs> {
    if (alarms.length === 0 || alarms.some(({ timeBase }) => timeBase === "live")) return this.clock.wallNs();
    let latestNs = 0n;
    for (const alarm of alarms) {
      const nowNs = await this.clock.nowNs(refOf(alarm), alarm.timeBase);
      if (nowNs > latestNs) latestNs = nowNs;
    }
    return latestNs;
  }
}
