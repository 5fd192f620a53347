import type { OpenLog } from "./open-log.js";
import { occupiedRows, readTable, selectRows, type ValueTable } from "./value-table.js";

/** Rows of one point, in order of arrival. */
export interface PointRows {
  readonly featureSet: string;
  /** As stores keep times. */
  readonly times: readonly string[];
  readonly ids: readonly string[];
  readonly table: ValueTable;
}

/** Each point of a log with the rows that have a value of it. */
export function pointsOfLog(log: OpenLog): { point: string; rows: PointRows }[] {
  return log.points.map(({ point }) => ({ point, rows: rowsOfPoint(log, point) })).filter(({ rows }) => rows.ids.length > 0);
}

/** The rows of a log that have a value of the point; none when the log does not know it. */
export function rowsOfPoint(log: OpenLog, point: string): PointRows {
  const stored = log.points.find((known) => known.point === point);
  const table = readTable(stored ?? { features: [], packed: "" }, log.ids.length);
  const chosen = occupiedRows(table);
  return {
    featureSet: log.featureSet,
    times: chosen.map((row) => log.times[row] as string),
    ids: chosen.map((row) => log.ids[row] as string),
    table: selectRows(table, chosen),
  };
}
