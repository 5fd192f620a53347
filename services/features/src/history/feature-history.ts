import { type AssetRef, assetKey, NS_PER_MS, type TimeNs } from "@phm/domain";
import { type Collection, type DocumentStore, ServiceError, type Stored, VersionConflict } from "@phm/service-kit";
import { type FeatureRow, rowTime } from "./feature-row.js";
import { appendToLog, firstLog, type KeptMark, mustSeal, nextLog, type OpenLog } from "./open-log.js";
import { pointsOfLog } from "./point-rows.js";
import { RawBuckets } from "./raw-buckets.js";
import { ROLL_UPS } from "./resolution.js";
import { RollUps } from "./roll-ups.js";

/**
 * The feature history of all assets. The youngest rows of an asset are in one document, its open log: an acquisition costs one write.
 * When the log is full it is sealed: its rows go to raw buckets and into the roll-ups, one document for each point, and the next log
 * begins with the next row. All that sealing writes is the same however often it is begun, so a process may be killed anywhere.
 */
export class FeatureHistory {
  private constructor(
    private readonly logs: Collection<OpenLog>,
    readonly buckets: RawBuckets,
    readonly rollUps: RollUps,
  ) {}

  /** @param nowNs the wall clock, by which retention counts */
  static async open(store: DocumentStore, nowNs: () => TimeNs = () => BigInt(Date.now()) * NS_PER_MS): Promise<FeatureHistory> {
    const logs = await store.collection<OpenLog>({ name: "feature_logs", indexes: [] });
    return new FeatureHistory(logs, await RawBuckets.open(store, nowNs), await RollUps.open(store, nowNs));
  }

  /**
   * Takes a row unless it has it: the same acquisition again changes nothing.
   * @param onNew called before a new row is stored; gives the marks of the spectra that are on record then
   * @returns whether the row was new
   * @throws ServiceError `already_exists` when the acquisition is among the youngest with another time; `conflict`, to be tried
   *   again, when another process writes the asset's history at this moment
   */
  async record(row: FeatureRow, onNew: (kept: readonly KeptMark[]) => Promise<readonly KeptMark[]>): Promise<boolean> {
    const asset = assetKey(row.ref);
    const stored = await this.logs.get(asset);
    if (stored && (await this.#has(asset, stored.value, row))) return false;
    try {
      const log = await this.#withRoom(asset, stored, row);
      const kept = await onNew(log.kept);
      await this.logs.put(asset, appendToLog(log, row, kept), stored?.version ?? 0);
      return true;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      throw new ServiceError("conflict", `the history of ${asset} is being written by another process`, { cause: error });
    }
  }

  /** The youngest rows of an asset. Read before buckets and roll-ups, so that rows that are sealed meanwhile are found there. */
  async openLog(asset: string): Promise<OpenLog | undefined> {
    return (await this.logs.get(asset))?.value;
  }

  /** How many acquisitions are on record, and the latest by time. */
  async summary(ref: AssetRef): Promise<{ count: number; last?: { timeNs: TimeNs; acquisition: string } }> {
    const log = await this.openLog(assetKey(ref));
    if (!log) return { count: 0 };
    return { count: log.total, last: { timeNs: BigInt(log.latest.time), acquisition: log.latest.id } };
  }

  async #has(asset: string, log: OpenLog, row: FeatureRow): Promise<boolean> {
    const time = rowTime(row);
    const at = log.ids.indexOf(row.acquisition);
    if (at >= 0 && log.times[at] !== time) {
      const message = `acquisition ${row.acquisition} of ${asset} is on record with another time`;
      throw new ServiceError("already_exists", message, { reason: "conflicting_acquisition", field: "startTimeNs", value: time });
    }
    if (at >= 0) return true;
    const [first] = row.points;
    // Only what is not younger than every sealed row can be among them.
    return first !== undefined && time <= log.sealedUntil && (await this.buckets.has(bucketKey(asset, first.point), time, row.acquisition));
  }

  async #withRoom(asset: string, stored: Stored<OpenLog> | undefined, row: FeatureRow): Promise<OpenLog> {
    if (!stored) return firstLog(row.featureSet);
    if (!mustSeal(stored.value, row)) return stored.value;
    await this.#seal(asset, stored.value);
    return nextLog(stored.value, row.featureSet);
  }

  async #seal(asset: string, log: OpenLog): Promise<void> {
    for (const { point, rows } of pointsOfLog(log)) {
      await this.buckets.store(bucketKey(asset, point), log.sequence, rows);
      for (const resolution of ROLL_UPS) await this.rollUps.fold(asset, point, resolution, log.sequence, rows);
    }
  }
}

/** Names the raw history of one point. */
export function bucketKey(asset: string, point: string): string {
  return `${asset}:${point}`;
}
