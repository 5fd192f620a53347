import { assetKey, InvalidValue, type TimeNs } from "@phm/domain";
import type { FeatureHistory } from "./feature-history.js";
import type { HistoryColumn, HistoryPage, HistoryRange } from "./history-query.js";
import type { OpenLog } from "./open-log.js";
import { type PointRows, rowsOfPoint } from "./point-rows.js";
import { GRIDS, type RollUpResolution } from "./resolution.js";
import type { RollUpWindow } from "./roll-ups.js";
import { addRows, rowsByWindow, type SlotSummary } from "./slot-summary.js";

/** One hour or day with its beginning. */
export interface Slot {
  readonly startNs: TimeNs;
  readonly summary: SlotSummary;
  readonly featureSets: readonly string[];
}

/** Every hour or day of UTC of which a part is in range and which has an acquisition of the point, in order. */
export async function queryRollUps(history: FeatureHistory, resolution: RollUpResolution, range: HistoryRange): Promise<HistoryPage> {
  const afterNs = range.cursor === undefined ? undefined : readCursor(range.cursor);
  const slots: Slot[] = [];
  for await (const slot of slotsOf(history, resolution, { ...range, ...(afterNs === undefined ? {} : { fromNs: afterNs }) })) {
    if (slot.startNs !== afterNs) slots.push(slot);
    if (slots.length > range.limit) break;
  }
  const page = slots.slice(0, range.limit);
  const answer = {
    timesNs: page.map(({ startNs }) => startNs),
    acquisitions: [],
    columns: readColumns(page, range.features),
    featureSets: [...new Set(page.flatMap(({ featureSets }) => featureSets))],
  };
  const last = page.at(-1);
  return slots.length > range.limit && last ? { ...answer, nextCursor: String(last.startNs) } : answer;
}

/** The slots in range: what is rolled up, and the rows of the open log on top. */
export async function* slotsOf(
  history: FeatureHistory,
  resolution: RollUpResolution,
  { ref, point, features, fromNs = 0n, toNs }: Omit<HistoryRange, "limit" | "cursor">,
): AsyncGenerator<Slot> {
  const asset = assetKey(ref);
  const log = await history.openLog(asset);
  if (!log) return;
  const open = openPart(log, point, resolution);
  const wanted = features.length > 0 ? { features: new Set(features) } : {};
  const bounds = { fromNs, ...(toNs === undefined ? {} : { toNs }) };
  for await (const window of history.rollUps.windows(asset, point, resolution, { ...bounds, ...wanted })) {
    // Windows that only the open log knows, before this one.
    for (const windowNs of [...open.windows.keys()].filter((startNs) => startNs < window.windowNs)) {
      yield* slotsInRange(resolution, withOpenRows(resolution, emptyWindow(windowNs), open), bounds);
    }
    yield* slotsInRange(resolution, withOpenRows(resolution, window, open), bounds);
  }
  for (const windowNs of [...open.windows.keys()]) {
    yield* slotsInRange(resolution, withOpenRows(resolution, emptyWindow(windowNs), open), bounds);
  }
}

/** The rows of the open log that belong to a point, by the window that they fall in. A window is taken out when it is used. */
interface OpenPart {
  readonly sequence: number;
  readonly rows: PointRows;
  readonly windows: Map<TimeNs, number[]>;
}

function openPart(log: OpenLog, point: string, resolution: RollUpResolution): OpenPart {
  const rows = rowsOfPoint(log, point);
  const windows = [...rowsByWindow(resolution, rows)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { sequence: log.sequence, rows, windows: new Map(windows) };
}

function emptyWindow(windowNs: TimeNs): RollUpWindow {
  return { windowNs, foldedUpTo: 0, featureSets: [], summaries: new Map() };
}

/** The window with the open rows on top, unless it has them: a log that is being sealed may be folded already. */
function withOpenRows(resolution: RollUpResolution, window: RollUpWindow, { sequence, rows, windows }: OpenPart): RollUpWindow {
  const chosen = windows.get(window.windowNs);
  windows.delete(window.windowNs);
  if (!chosen || window.foldedUpTo >= sequence) return window;
  addRows(resolution, window.summaries, rows, chosen);
  return { ...window, featureSets: [...new Set([...window.featureSets, rows.featureSet])] };
}

function* slotsInRange(
  resolution: RollUpResolution,
  { windowNs, featureSets, summaries }: RollUpWindow,
  { fromNs, toNs }: { fromNs: TimeNs; toNs?: TimeNs },
): Generator<Slot> {
  const { slotNs } = GRIDS[resolution];
  for (const [slot, summary] of [...summaries].sort(([a], [b]) => a - b)) {
    const startNs = windowNs + BigInt(slot) * slotNs;
    if (startNs + slotNs > fromNs && (toNs === undefined || startNs < toNs)) yield { startNs, summary, featureSets };
  }
}

function readColumns(page: readonly Slot[], wanted: readonly string[]): HistoryColumn[] {
  const features = wanted.length > 0 ? wanted : [...new Set(page.flatMap(({ summary }) => [...summary.features.keys()]))].sort();
  return features.map((feature) => {
    const summaries = page.map(({ summary }) => summary.features.get(feature));
    return {
      feature,
      values: Float64Array.from(summaries, (summary) => summary?.last ?? Number.NaN),
      min: Float64Array.from(summaries, (summary) => summary?.min ?? Number.NaN),
      mean: Float64Array.from(summaries, (summary) => (summary ? summary.sum / summary.count : Number.NaN)),
      max: Float64Array.from(summaries, (summary) => summary?.max ?? Number.NaN),
      counts: Uint32Array.from(summaries, (summary) => summary?.count ?? 0),
    };
  });
}

function readCursor(cursor: string): TimeNs {
  if (/^\d{1,19}$/.test(cursor)) return BigInt(cursor);
  throw new InvalidValue("cursor", cursor, "the nextCursor of a page of hours or days", "bad_cursor");
}
