/** A column of what is saved: its heading names the unit. */
export interface CsvColumn {
  readonly heading: string;
  readonly values: ArrayLike<number | string | null | undefined>;
}

/** Columns as a table that spreadsheets read (RFC 4180): empty where there is no value. */
export function toCsv(columns: readonly CsvColumn[]): string {
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ heading }) => quoted(heading)).join(",")];
  for (let i = 0; i < rows; i++) lines.push(columns.map(({ values }) => cell(values[i])).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cell(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "number" ? String(value) : quoted(value);
}

/** Of a name that begins like a formula a spreadsheet must not make one. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
