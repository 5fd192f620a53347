import { type AssetRef, laterTime, type TimeNs } from "@phm/domain";
import type { Series } from "@phm/service-kit";
import type { ArchiveCatalogue } from "../archive/archive-catalogue.js";
import { readingKey, type StoredReading } from "../readings/stored-reading.js";

export interface HeardSources {
  readonly catalogue: ArchiveCatalogue;
  readonly series: Series<StoredReading>;
}

/** Latest acquisitions that are looked through for a point: one that is in none of them counts as never measured. */
const LOOKED_THROUGH = 1_000;

/** When each point was last heard of, at or before a time: by an acquisition or by a reading. */
export async function lastHeard(
  { catalogue, series }: HeardSources,
  ref: AssetRef,
  points: readonly string[],
  atNs: TimeNs,
): Promise<Map<string, TimeNs>> {
  const heard = new Map<string, TimeNs>();
  const note = (point: string, timeNs: TimeNs) => heard.set(point, laterTime(timeNs, heard.get(point) ?? timeNs));
  const toNs = atNs + 1n;
  const wanted = new Set(points);
  let limit = 1;
  do {
    const { acquisitions, nextCursor } = await catalogue.list({ ref, newestFirst: true, limit, toNs });
    for (const { startTimeNs, points: measured } of acquisitions) {
      for (const point of measured) if (wanted.delete(point)) note(point, BigInt(startTimeNs));
    }
    if (nextCursor === undefined || limit >= LOOKED_THROUGH) break;
    limit = LOOKED_THROUGH;
  } while (wanted.size > 0);
  for (const point of points) {
    const [last] = (await series.range(readingKey(ref, point), { toNs, limit: 1, order: "desc" })).points;
    if (last) note(point, last.timeNs);
  }
  return heard;
}
