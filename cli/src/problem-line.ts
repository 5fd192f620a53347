/** Something in a file that cannot be taken, as reports of the suite tell it. */
export interface TableProblem {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly limit: string;
}

export function problemLine({ line, column, value, limit, reason }: TableProblem): string {
  const where = [line > 0 ? `line ${line}` : "file", ...(column ? [column] : [])].join(", ");
  return `${where}: is ${value}; it must be ${limit} (${reason})`;
}
