import { countRun, type MeterOutlook, type RunCount, runOutlook } from "@phm/advisory";
import { type AssetRef, assetKey, type ConditionState, storedTime } from "@phm/domain";
import { type Collection, type CollectionSpec, retryOnConflict } from "@phm/service-kit";

/** A machine's count with its times as stored times. */
export type StoredRunCount = {
  readonly lastNs: string;
  readonly ran: boolean;
  readonly hours: number;
  readonly unseenHours: number;
  readonly marks: readonly { readonly timeNs: string; readonly total: number }[];
};

export const RUN_COUNT_COLLECTION: CollectionSpec = { name: "run_counts", indexes: [] };

/** How long machines were seen to run. */
export class RunHours {
  constructor(private readonly counts: Collection<StoredRunCount>) {}

  /** An assessment that comes again is not counted again. */
  async note(ref: AssetRef, condition: Pick<ConditionState, "timeNs" | "levelRatio">): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.counts.get(assetKey(ref));
      const before = stored && readCount(stored.value);
      const after = countRun(before, condition);
      if (after !== before) await this.counts.put(assetKey(ref), storedCount(after), stored?.version ?? 0);
    });
  }

  /** Undefined for a machine that was never assessed. */
  async outlook(ref: AssetRef): Promise<MeterOutlook | undefined> {
    const stored = await this.counts.get(assetKey(ref));
    return stored && runOutlook(readCount(stored.value));
  }
}

function storedCount({ lastNs, marks, ...count }: RunCount): StoredRunCount {
  const kept = marks.map(({ timeNs, total }) => ({ timeNs: storedTime(timeNs), total }));
  return { ...count, lastNs: storedTime(lastNs), marks: kept };
}

function readCount({ lastNs, marks, ...count }: StoredRunCount): RunCount {
  const read = marks.map(({ timeNs, total }) => ({ timeNs: BigInt(timeNs), value: total, total }));
  return { ...count, lastNs: BigInt(lastNs), marks: read };
}
