import { guardedCell } from "@phm/exchange-files";
import { stringify } from "csv-stringify/sync";

/** Rows as RFC 4180 has them. An id that came from outside and begins like a formula is not run by a spreadsheet; figures stay figures. */
export function guardedCsv(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardedCell(cell) : cell))));
}
