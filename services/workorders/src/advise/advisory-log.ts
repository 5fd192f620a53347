import { AdvisorySchema, advisoryFromWire, advisoryToWire } from "@phm/contracts";
import { type Advisory, type AssetRef, assetKey, failureFamily, openWorkOrderKey, type WorkOrder } from "@phm/domain";
import { fromStored, type JsonObject, type Series, toStored } from "@phm/service-kit";

/** An acquisition leads to one advisory, and no two acquisitions of an asset that are advised on have one time. */
const MAX_AT_ONE_TIME = 10;
/** Advice is given on news alone: an order that has seen more than this is not better known by the rest. */
const MAX_BEHIND = 199;

/** Every advisory that was given, by asset and time. */
export class AdvisoryLog {
  constructor(private readonly series: Series<JsonObject>) {}

  /** The same advisory again changes nothing. */
  async record(advisory: Advisory): Promise<void> {
    const value = toStored(AdvisorySchema, advisoryToWire(advisory));
    await this.series.append(assetKey(advisory.ref), [{ timeNs: advisory.timeNs, id: advisory.id, value }]);
  }

  /** The advisory as it was recorded under the same id; undefined where it is not on record. */
  async find({ ref, timeNs, id }: Pick<Advisory, "ref" | "timeNs" | "id">): Promise<Advisory | undefined> {
    const { points } = await this.series.range(assetKey(ref), { fromNs: timeNs, toNs: timeNs + 1n, limit: MAX_AT_ONE_TIME });
    const found = points.find((point) => point.id === id);
    return found && advisoryFromWire(fromStored(AdvisorySchema, found.value));
  }

  /** What an order rests on, oldest first: the advisories on its fault from its opening to the latest that it knows, at most 200. */
  async behind(order: WorkOrder): Promise<Advisory[]> {
    const { latest } = order;
    if (!latest) return [];
    const range = { fromNs: order.openedNs, toNs: latest.timeNs + 1n, limit: MAX_BEHIND };
    const { points } = await this.series.range(assetKey(order.ref), range);
    const given = points.map(({ value }) => advisoryFromWire(fromStored(AdvisorySchema, value)));
    const key = openWorkOrderKey(order);
    const meant = given.filter((advisory) => openWorkOrderKey({ ...advisory, failureFamily: failureFamily(advisory.failureMode) }) === key);
    return meant.at(-1)?.id === latest.id ? meant : [...meant, latest];
  }

  async list(ref: AssetRef, page: { limit: number; cursor?: string }): Promise<{ advisories: Advisory[]; nextCursor?: string }> {
    const { points, nextCursor } = await this.series.range(assetKey(ref), page);
    const advisories = points.map(({ value }) => advisoryFromWire(fromStored(AdvisorySchema, value)));
    return nextCursor === undefined ? { advisories } : { advisories, nextCursor };
  }
}
