import type { TrendReading } from "@phm/diagnostics";
import { InvalidValue, parseTimeNs, type TimeNs } from "@phm/domain";

/** A slow table: levels of the bearings of one shaft over time. */
export interface TrendTable {
  readonly name: string;
  /** Names of the members, in the order of the levels of a row. */
  readonly members: readonly string[];
  /** In time order, no time twice. */
  readonly rows: readonly TrendReading[];
  /** Rows that were left out because an earlier one has the same time. */
  readonly duplicates: number;
}

/** Most rows and columns of a table: a reading a minute for a year, and the channels of a large machine. */
const MAX_ROWS = 600_000;
const MAX_COLUMNS = 256;

/** `Bearing 1 C2` is the second channel of `Bearing 1`; a column without this ending is a member of its own. */
const CHANNEL_ENDING = / C\d+$/;

function listOf(document: Record<string, unknown>, field: string, most: number): unknown[] {
  const value = document[field];
  if (!Array.isArray(value) || value.length === 0) throw new InvalidValue(field, value, "a list with at least one entry", "bad_table");
  if (value.length > most) throw new InvalidValue(`${field}.length`, value.length, `at most ${most}`, "bad_table");
  return value;
}

/** `2003-10-22 12:06:24` has no zone: it is taken for UTC, so that a clock that is put forward in spring makes no hole. */
function toTime(text: unknown, field: string): TimeNs {
  if (typeof text !== "string") throw new InvalidValue(field, text, "a time such as 2003-10-22 12:06:24", "bad_time");
  return parseTimeNs(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? `${text.replace(" ", "T")}Z` : text, field);
}

function toAmplitude(value: unknown, field: string): number | null {
  if (value === null || (typeof value === "number" && value >= 0 && Number.isFinite(value))) return value;
  throw new InvalidValue(field, value, "a finite amplitude of at least 0, or null", "bad_level");
}

/** The channels of one member summed as energy; none where one of them is missing, as half of a member would look like a step. */
function energySum(row: readonly (number | null)[], channels: readonly number[]): number | null {
  const values = channels.map((channel) => row[channel] ?? null);
  return values.includes(null) ? null : Math.hypot(...(values as number[]));
}

/**
 * Reads a table of mean levels: `columns` (names; several channels of one bearing end in ` C1`, ` C2`…), `timestamps`, and `meanAbsG` with
 * one row for each time and one amplitude (or null) for each column. Rows are put in time order; of rows with the same time the first counts.
 * @throws InvalidValue naming the field that is missing or malformed
 */
export function parseTrendTable(document: unknown): TrendTable {
  if (typeof document !== "object" || document === null) throw new InvalidValue("table", document, "an object", "bad_table");
  const fields = document as Record<string, unknown>;
  const columns = listOf(fields, "columns", MAX_COLUMNS).map(String);
  const timestamps = listOf(fields, "timestamps", MAX_ROWS);
  const levels = listOf(fields, "meanAbsG", MAX_ROWS);
  if (levels.length !== timestamps.length)
    throw new InvalidValue("meanAbsG.length", levels.length, `${timestamps.length}, one row for each timestamp`, "bad_table");
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  if (repeated !== undefined) throw new InvalidValue("columns", repeated, "different names", "bad_table");
  const members = [...new Set(columns.map((column) => column.replace(CHANNEL_ENDING, "")))];
  const channels = members.map((member) => columns.flatMap((column, i) => (column.replace(CHANNEL_ENDING, "") === member ? [i] : [])));

  const rows = levels.map((row, i) => {
    if (!Array.isArray(row) || row.length !== columns.length)
      throw new InvalidValue(`meanAbsG[${i}]`, row, `${columns.length} amplitudes, one for each column`, "bad_table");
    const amplitudes = row.map((value, column) => toAmplitude(value, `meanAbsG[${i}][${column}]`));
    return { timeNs: toTime(timestamps[i], `timestamps[${i}]`), levels: channels.map((each) => energySum(amplitudes, each)) };
  });
  rows.sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0));
  const kept = rows.filter((row, i) => i === 0 || row.timeNs !== rows[i - 1]?.timeNs);
  const name = fields.test === undefined ? "table" : `test ${String(fields.test)}`;
  return { name, members, rows: kept, duplicates: rows.length - kept.length };
}
