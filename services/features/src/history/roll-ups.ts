import { storedTime, type TimeNs } from "@phm/domain";
import type { Collection, DocumentStore } from "@phm/service-kit";
import { KEPT_INDEX, KeptDocuments } from "../retention/kept-documents.js";
import type { PointRows } from "./point-rows.js";
import { type RollUpResolution, slotOf, windowLengthNs } from "./resolution.js";
import { addRows, rowsByWindow, type SlotSummaries } from "./slot-summary.js";
import { readSummaries, type StoredRollUp, storeSummaries } from "./stored-roll-up.js";

/** The summaries of one document's time, with what they cover. */
export interface RollUpWindow {
  readonly windowNs: TimeNs;
  readonly foldedUpTo: number;
  readonly featureSets: readonly string[];
  readonly summaries: SlotSummaries;
}

const PAGE = 100;
/** Of a roll-up's key `organisation:site:asset:resolution:point`. */
const RESOLUTION_AT = 3;

/** Hourly and daily summaries of the sealed logs: one document for each asset, point and day (or 32 days). */
export class RollUps {
  private constructor(
    private readonly documents: Collection<StoredRollUp>,
    private readonly nowNs: () => TimeNs,
  ) {}

  static async open(store: DocumentStore, nowNs: () => TimeNs): Promise<RollUps> {
    const indexes = [{ name: "by_time", fields: ["key", "start"] }, KEPT_INDEX];
    return new RollUps(await store.collection<StoredRollUp>({ name: "feature_roll_ups", indexes }), nowNs);
  }

  /** As retention sees them: sums of many acquisitions, and so no evidence of one. */
  kept(): KeptDocuments<StoredRollUp> {
    return new KeptDocuments({
      documents: this.documents,
      store: (key) => (key.split(":")[RESOLUTION_AT] === "hour" ? "hourly_features" : "daily_features"),
      describe: ({ start, packed }) => ({ acquisitions: [], timeNs: BigInt(start), bytes: packed.length }),
    });
  }

  /**
   * Adds a point's rows of a sealed log. Logs of an asset are folded in order of their sequence, and a document remembers the last
   * that it took: after an attempt that was broken off anywhere, the same call does exactly what is left to do.
   * @throws VersionConflict when another process folds the same log at this moment
   */
  async fold(asset: string, point: string, resolution: RollUpResolution, sequence: number, rows: PointRows): Promise<void> {
    const key = rollUpKey(asset, point, resolution);
    for (const [windowNs, chosen] of rowsByWindow(resolution, rows)) {
      const start = storedTime(windowNs);
      const id = `${key}:${start}`;
      const stored = await this.documents.get(id);
      if (stored && stored.value.foldedUpTo >= sequence) continue;
      const summaries = addRows(resolution, stored ? readSummaries(stored.value) : new Map(), rows, chosen);
      const featureSets = [...new Set([...(stored?.value.featureSets ?? []), rows.featureSet])];
      await this.documents.put(
        id,
        { key, start, foldedUpTo: sequence, featureSets, ...storeSummaries(summaries), keptNs: storedTime(this.nowNs()) },
        stored?.version ?? 0,
      );
    }
  }

  /** Documents whose time has a part from `fromNs` to before `toNs`, in order of time. */
  async *windows(
    asset: string,
    point: string,
    resolution: RollUpResolution,
    { fromNs, toNs, features }: { fromNs: TimeNs; toNs?: TimeNs; features?: ReadonlySet<string> },
  ): AsyncGenerator<RollUpWindow> {
    const start = { gte: storedTime(slotOf(resolution, fromNs).windowNs), ...(toNs === undefined ? {} : { lt: storedTime(toNs) }) };
    let cursor: string | undefined;
    do {
      const page = await this.documents.query({
        where: { key: rollUpKey(asset, point, resolution), start },
        sort: [{ field: "start", direction: "asc" }],
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { value } of page.items) {
        const { foldedUpTo, featureSets } = value;
        yield { windowNs: BigInt(value.start), foldedUpTo, featureSets, summaries: readSummaries(value, features) };
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

/** End of a document's time. */
export function windowEndNs(resolution: RollUpResolution, windowNs: TimeNs): TimeNs {
  return windowNs + windowLengthNs(resolution);
}

function rollUpKey(asset: string, point: string, resolution: RollUpResolution): string {
  return `${asset}:${resolution}:${point}`;
}
