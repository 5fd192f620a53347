import { AlarmTransitionSchema, alarmTransitionFromWire, alarmTransitionToWire } from "@phm/contracts";
import { type AlarmTransition, type AssetRef, assetKey, type TimeNs } from "@phm/domain";
import { fromStored, type JsonObject, type Series, toStored } from "@phm/service-kit";

const SEQUENCE_DIGITS = 10;
const RANGE_POINTS = 1000;

/** Every transition of every alarm, by asset and time. */
export class AlarmHistory {
  constructor(private readonly series: Series<JsonObject>) {}

  /** The same transitions again change nothing. */
  async record(ref: AssetRef, transitions: readonly AlarmTransition[]): Promise<void> {
    const points = transitions.map((transition) => ({
      timeNs: transition.timeNs,
      id: String(transition.sequence).padStart(SEQUENCE_DIGITS, "0"),
      value: toStored(AlarmTransitionSchema, alarmTransitionToWire(transition)),
    }));
    await this.series.append(assetKey(ref), points);
  }

  /** Newest first. */
  async list(ref: AssetRef, page: { limit: number; cursor?: string }): Promise<{ transitions: AlarmTransition[]; nextCursor?: string }> {
    const { points, nextCursor } = await this.series.range(assetKey(ref), { ...page, order: "desc" });
    const transitions = points.map(({ value }) => read(value));
    return nextCursor === undefined ? { transitions } : { transitions, nextCursor };
  }

  /** When the alarm was raised, from `fromNs` up to and with `toNs`. */
  async raised(ref: AssetRef, fromNs: TimeNs, toNs: TimeNs): Promise<TimeNs[]> {
    const raised: TimeNs[] = [];
    let cursor: string | undefined;
    do {
      const range = { fromNs, toNs: toNs + 1n, limit: RANGE_POINTS, ...(cursor ? { cursor } : {}) };
      const page = await this.series.range(assetKey(ref), range);
      raised.push(...page.points.map(({ value }) => read(value)).flatMap(({ event, timeNs }) => (event === "raised" ? [timeNs] : [])));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return raised;
  }
}

function read(value: JsonObject): AlarmTransition {
  return alarmTransitionFromWire(fromStored(AlarmTransitionSchema, value));
}
