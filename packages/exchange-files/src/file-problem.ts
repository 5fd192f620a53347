import type { InvalidValue } from "@phm/domain";

/** Something in a file that cannot be taken. */
export interface FileProblem {
  /** Of CSV the line on which the row begins, of JSON the number of the item; from 1. 0: the file as a whole. */
  readonly line: number;
  /** As the file names it; empty: the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  /** What it must be. */
  readonly limit: string;
}

export function fileProblem(line: number, { field, value, reason, limit }: InvalidValue): FileProblem {
  return { line, column: field, value, reason, limit };
}
