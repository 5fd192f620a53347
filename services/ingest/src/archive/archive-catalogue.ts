import { type AssetRef, storedTime, type TimeNs } from "@phm/domain";
import type { Collection, PageRange, Range } from "@phm/service-kit";
import type { ArchivedAcquisition } from "./archive-index.js";

export interface CatalogueQuery extends PageRange {
  readonly ref: AssetRef;
  /** Only acquisitions that have this point. */
  readonly point?: string;
  readonly newestFirst: boolean;
}

export interface CataloguePage {
  readonly acquisitions: readonly ArchivedAcquisition[];
  readonly nextCursor?: string;
}

const FIND_PAGE_ITEMS = 100;

/** Finds archived acquisitions by time, without touching a waveform. */
export class ArchiveCatalogue {
  constructor(private readonly index: Collection<ArchivedAcquisition>) {}

  /**
   * A page by start time. Points are not indexed (an asset's acquisitions mostly have the same ones): with a point, a page that has a next
   * one may hold fewer than the limit.
   * @throws InvalidValue for a cursor that is none
   */
  async list({ ref, point, fromNs, toNs, newestFirst, limit, cursor }: CatalogueQuery): Promise<CataloguePage> {
    const range = { ...(fromNs === undefined ? {} : { gte: storedTime(fromNs) }), ...(toNs === undefined ? {} : { lt: storedTime(toNs) }) };
    const page = await this.query(ref, range, newestFirst ? "desc" : "asc", limit, cursor);
    return { ...page, acquisitions: page.acquisitions.filter(having(point)) };
  }

  /** The latest acquisition that began at or before a time, or the latest of all; undefined where there is none. */
  async latest(ref: AssetRef, point: string | undefined, atOrBeforeNs: TimeNs | undefined, signal: AbortSignal) {
    const range = atOrBeforeNs === undefined ? {} : { lte: storedTime(atOrBeforeNs) };
    for (let cursor: string | undefined; ; ) {
      signal.throwIfAborted();
      const { acquisitions, nextCursor } = await this.query(ref, range, "desc", FIND_PAGE_ITEMS, cursor);
      const found = acquisitions.find(having(point));
      if (found || nextCursor === undefined) return found;
      cursor = nextCursor;
    }
  }

  private async query(ref: AssetRef, range: Range, direction: "asc" | "desc", limit: number, cursor?: string): Promise<CataloguePage> {
    const { organisation, site, asset } = ref;
    const { items, nextCursor } = await this.index.query({
      where: { organisation, site, asset, ...(Object.keys(range).length === 0 ? {} : { startTimeNs: range }) },
      sort: [{ field: "startTimeNs", direction }],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { acquisitions: items.map(({ value }) => value), ...(nextCursor === undefined ? {} : { nextCursor }) };
  }
}

/** What is being deleted is not there any more. */
function having(point: string | undefined): (acquisition: ArchivedAcquisition) => boolean {
  return ({ points, removing }) => removing === undefined && (point === undefined || points.includes(point));
}
