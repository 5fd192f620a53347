import { type AssetRef, READING_QUALITIES, type ReadingQuality, type TimeNs } from "@phm/domain";
import type { Series, SeriesPoint } from "@phm/service-kit";
import { readingKey, type StoredReading } from "./stored-reading.js";

/** One reading, or a stretch of time with readings; figures are NaN where none is better than bad. */
export interface ReadingRow {
  /** Of the reading, or where its stretch begins. */
  readonly timeNs: TimeNs;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Readings, bad ones included. */
  readonly count: number;
  /** The worst one's, and its reason. */
  readonly quality: ReadingQuality;
  readonly reason: string;
}

export interface RowQuery {
  readonly ref: AssetRef;
  readonly point: string;
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
  /** Seconds of one row; 0: each reading is a row. */
  readonly resolutionS: number;
  readonly limit: number;
}

const PAGE_POINTS = 5_000;

/** The rows of a point, oldest first, and from when on there are more. */
export async function readingRows(series: Series<StoredReading>, query: RowQuery, signal: AbortSignal) {
  const stretchNs = BigInt(Math.round(query.resolutionS * 1e9));
  const rows: ReadingRow[] = [];
  let open: { startNs: TimeNs; points: SeriesPoint<StoredReading>[] } | undefined;
  for await (const point of readings(series, query, signal)) {
    const startNs = stretchNs === 0n ? point.timeNs : point.timeNs - (point.timeNs % stretchNs);
    if (open?.startNs === startNs) {
      open.points.push(point);
      continue;
    }
    if (open) rows.push(rowOf(open.startNs, open.points));
    if (rows.length === query.limit) return { rows, nextNs: startNs };
    open = { startNs, points: [point] };
  }
  if (open) rows.push(rowOf(open.startNs, open.points));
  return { rows };
}

async function* readings(series: Series<StoredReading>, { ref, point, fromNs, toNs }: RowQuery, signal: AbortSignal) {
  const range = { ...(fromNs === undefined ? {} : { fromNs }), ...(toNs === undefined ? {} : { toNs }) };
  for (let cursor: string | undefined; ; ) {
    signal.throwIfAborted();
    const page = await series.range(readingKey(ref, point), { ...range, limit: PAGE_POINTS, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.points;
    if (page.nextCursor === undefined) return;
    cursor = page.nextCursor;
  }
}

function rowOf(timeNs: TimeNs, points: readonly SeriesPoint<StoredReading>[]): ReadingRow {
  const usable = points.flatMap(({ value: { value, quality } }) => (quality === "bad" || value === null ? [] : [value]));
  const worst = points.reduce(
    (worse, { value }) => (rank(value) > rank(worse) ? value : worse),
    (points[0] as SeriesPoint<StoredReading>).value,
  );
  const none = usable.length === 0;
  return {
    timeNs,
    mean: none ? Number.NaN : usable.reduce((sum, value) => sum + value, 0) / usable.length,
    min: none ? Number.NaN : usable.reduce((a, b) => Math.min(a, b)),
    max: none ? Number.NaN : usable.reduce((a, b) => Math.max(a, b)),
    count: points.length,
    quality: worst.quality,
    reason: worst.reason,
  };
}

function rank({ quality }: StoredReading): number {
  return READING_QUALITIES.indexOf(quality);
}

/** A week in one row. */
export const MAX_RESOLUTION_S = 7 * 86_400;
