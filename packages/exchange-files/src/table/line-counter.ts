/** Counts lines as an editor does: csv-parse counts a CR LF within a cell as two. */
export class LineCounter {
  #countedTwice = 0;

  /** The line on which a record begins that ends on this line of the parser's count. */
  startOf(record: readonly string[], lines: number): number {
    const count = (pattern: RegExp) => record.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
    this.#countedTwice += count(/\r\n/g);
    return this.lineOf(lines) - count(/\r\n|\r|\n/g);
  }

  lineOf(lines: number): number {
    return lines - this.#countedTwice;
  }
}
