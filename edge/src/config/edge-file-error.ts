export interface EdgeFileProblem {
  /** Where it stands, e.g. `sources.0.registers.3.type`. */
  readonly path: string;
  readonly rule: string;
}

/** Everything that is wrong with the file of the connectors, at once. */
export class EdgeFileError extends Error {
  override readonly name = "EdgeFileError";
  constructor(
    file: string,
    readonly problems: readonly EdgeFileProblem[],
  ) {
    super([`${file} is not usable:`, ...problems.map(({ path, rule }) => `  ${path} must be ${rule}`)].join("\n"));
  }
}
