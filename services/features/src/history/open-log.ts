import { type FeatureRow, rowTime, valuesIn } from "./feature-row.js";
import { appendRow, EMPTY_TABLE, readTable, type StoredTable, storeTable } from "./value-table.js";

/** Rows that a log takes before it is sealed: what an append writes again each time, against how many documents a range reads. */
export const MAX_LOG_ROWS = 16;
/** Keeps a log of many channels a tenth of what a document may hold. */
const MAX_LOG_VALUES = 16_384;

/** When and at which levels the spectra of a point were kept last. */
export type KeptMark = { readonly point: string; readonly time: string; readonly levels: Readonly<Record<string, number>> };

/** The youngest rows of one asset, all points, in order of arrival. */
export type OpenLog = {
  /** Counts the logs of the asset from 1 on: a sealed log never changes, so a number names its content. */
  readonly sequence: number;
  readonly featureSet: string;
  readonly times: readonly string[];
  readonly ids: readonly string[];
  /** One table for each point, all with `ids.length` rows. */
  readonly points: readonly (StoredTable & { readonly point: string })[];
  /** Latest time in the logs that are sealed; the empty text when there is none. */
  readonly sealedUntil: string;
  /** Rows of all times, sealed ones included. */
  readonly total: number;
  readonly latest: { readonly time: string; readonly id: string };
  readonly kept: readonly KeptMark[];
};

/** The asset's first log, before its first row. */
export function firstLog(featureSet: string): OpenLog {
  return {
    sequence: 1,
    featureSet,
    times: [],
    ids: [],
    points: [],
    sealedUntil: "",
    total: 0,
    latest: { time: "", id: "" },
    kept: [],
  };
}

/** The log that follows a sealed one. */
export function nextLog(log: OpenLog, featureSet: string): OpenLog {
  const sealedUntil = [...log.times, log.sealedUntil].sort().at(-1) as string;
  return { ...log, sequence: log.sequence + 1, featureSet, times: [], ids: [], points: [], sealedUntil };
}

/** Whether the log must be sealed before it can take the row: it is full, or holds rows of other feature definitions. */
export function mustSeal(log: OpenLog, row: FeatureRow): boolean {
  const rows = log.ids.length;
  if (rows === 0) return false;
  const values =
    (rows + 1) *
    Math.max(
      valuesIn(row),
      log.points.reduce((total, { features }) => total + features.length, 0),
    );
  return rows >= MAX_LOG_ROWS || values > MAX_LOG_VALUES || log.featureSet !== row.featureSet;
}

/** The log with one row more. */
export function appendToLog(log: OpenLog, row: FeatureRow, kept: readonly KeptMark[]): OpenLog {
  const rows = log.ids.length;
  const time = rowTime(row);
  const names = [...new Set([...log.points, ...row.points].map(({ point }) => point))];
  const points = names.map((point) => {
    const stored = log.points.find((known) => known.point === point);
    const table = stored ? readTable(stored, rows) : { ...EMPTY_TABLE, rows };
    return { point, ...storeTable(appendRow(table, row.points.find((given) => given.point === point)?.values ?? {})) };
  });
  return {
    ...log,
    featureSet: row.featureSet,
    times: [...log.times, time],
    ids: [...log.ids, row.acquisition],
    points,
    total: log.total + 1,
    latest: time >= log.latest.time ? { time, id: row.acquisition } : log.latest,
    kept,
  };
}
