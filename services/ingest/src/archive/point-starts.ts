import type { AssetRef, TimeNs } from "@phm/domain";
import type { OpenRange } from "@phm/service-kit";
import type { ArchiveCatalogue } from "./archive-catalogue.js";

/** When points were measured. */
export interface PointStarts {
  /** In order of time, for each point that was measured. */
  readonly starts: ReadonlyMap<string, readonly TimeNs[]>;
  /** Where there are more acquisitions than were looked at: the time of the first of those. */
  readonly untilNs?: TimeNs;
}

const PAGE_ITEMS = 1_000;

/** When each point of an asset was measured in a range, from its first `limit` acquisitions. */
export async function pointStarts(
  catalogue: ArchiveCatalogue,
  ref: AssetRef,
  range: OpenRange,
  limit: number,
  signal: AbortSignal,
): Promise<PointStarts> {
  const starts = new Map<string, TimeNs[]>();
  let looked = 0;
  for (let cursor: string | undefined; ; ) {
    signal.throwIfAborted();
    const page = await catalogue.list({
      ref,
      newestFirst: false,
      limit: PAGE_ITEMS,
      ...range,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { startTimeNs, points } of page.acquisitions) {
      const timeNs = BigInt(startTimeNs);
      if (looked >= limit) return { starts, untilNs: timeNs };
      looked += 1;
      for (const point of points) append(starts, point, timeNs);
    }
    if (page.nextCursor === undefined) return { starts };
    cursor = page.nextCursor;
  }
}

function append(starts: Map<string, TimeNs[]>, point: string, timeNs: TimeNs): void {
  const known = starts.get(point);
  if (known) known.push(timeNs);
  else starts.set(point, [timeNs]);
}
