/** What a spreadsheet takes for the beginning of a formula, behind any number of guards. */
const LOOKS_LIKE_FORMULA = /^'*[=+\-@\t\r]/;
const IS_GUARDED = /^'+[=+\-@\t\r]/;

/** A cell that no spreadsheet runs: what looks like a formula gets an apostrophe in front. `unguardedCell` undoes it for every text. */
export function guardedCell(text: string): string {
  return LOOKS_LIKE_FORMULA.test(text) ? `'${text}` : text;
}

export function unguardedCell(cell: string): string {
  return IS_GUARDED.test(cell) ? cell.slice(1) : cell;
}
