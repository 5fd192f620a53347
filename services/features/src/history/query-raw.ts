import { assetKey, InvalidValue, storedTime } from "@phm/domain";
import { bucketKey, type FeatureHistory } from "./feature-history.js";
import type { HistoryColumn, HistoryPage, HistoryRange } from "./history-query.js";
import { type PointRows, rowsOfPoint } from "./point-rows.js";
import { columnOf } from "./value-table.js";

/** One row, found but not yet read. */
interface Found {
  readonly time: string;
  readonly id: string;
  readonly rows: PointRows;
  readonly row: number;
}

/** Every acquisition in range that has a value of the point, by time, then id. */
export async function queryRaw(history: FeatureHistory, range: HistoryRange): Promise<HistoryPage> {
  const found = await findRows(history, range);
  const page = found.slice(0, range.limit);
  const last = page.at(-1);
  const answer = {
    timesNs: page.map(({ time }) => BigInt(time)),
    acquisitions: page.map(({ id }) => id),
    columns: readColumns(page, range.features),
    featureSets: [...new Set(page.map(({ rows }) => rows.featureSet))],
  };
  return found.length > range.limit && last ? { ...answer, nextCursor: `${last.time}~${last.id}` } : answer;
}

/** The first rows in range after the cursor: one more than the limit where there are more. */
async function findRows(history: FeatureHistory, { ref, point, fromNs, toNs, limit, cursor }: HistoryRange): Promise<Found[]> {
  const asset = assetKey(ref);
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const from = [storedTime(fromNs ?? 0n), after?.time ?? ""].sort().at(-1) as string;
  const to = toNs === undefined ? undefined : storedTime(toNs);
  const wanted = ({ time, id }: Found) =>
    time >= from && (to === undefined || time < to) && (after === undefined || time > after.time || id > after.id);

  const log = await history.openLog(asset);
  let found = log ? entriesOf(rowsOfPoint(log, point)).filter(wanted) : [];
  // Buckets come by their earliest time, so that all rows before a bucket's first one are known when it comes.
  for await (const bucket of history.buckets.overlapping(bucketKey(asset, point), from, to)) {
    if (found.length > limit) {
      found = inOrder(found);
      if ((found[limit] as Found).time < bucket.first) break;
    }
    found.push(...entriesOf(bucket).filter(wanted));
  }
  return inOrder(found).slice(0, limit + 1);
}

function entriesOf(rows: PointRows): Found[] {
  return rows.ids.map((id, row) => ({ time: rows.times[row] as string, id, rows, row }));
}

/** By time, then id, each once: what is sealed while it is read is met twice. */
function inOrder(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((a, b) => compare(a.time, b.time) || compare(a.id, b.id));
  return sorted.filter((row, at) => row.id !== sorted[at - 1]?.id || row.time !== sorted[at - 1]?.time);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readColumns(page: readonly Found[], wanted: readonly string[]): HistoryColumn[] {
  const known = new Set(page.map(({ rows }) => rows));
  const features = wanted.length > 0 ? wanted : [...new Set([...known].flatMap(({ table }) => table.features))].sort();
  return features
    .map((feature) => {
      const columns = new Map([...known].map((rows) => [rows, columnOf(rows.table, feature)]));
      return { feature, values: Float64Array.from(page, ({ rows, row }) => columns.get(rows)?.[row] ?? Number.NaN) };
    })
    .filter(({ values }) => wanted.length > 0 || values.some((value) => !Number.isNaN(value)));
}

const CURSOR = /^(\d{19})~(.+)$/;

function readCursor(cursor: string): { time: string; id: string } {
  const [, time, id] = CURSOR.exec(cursor) ?? [];
  if (time !== undefined && id !== undefined) return { time, id };
  throw new InvalidValue("cursor", cursor, "the nextCursor of a page of raw values", "bad_cursor");
}
