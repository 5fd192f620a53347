export interface ConfigProblem {
  readonly variable: string;
  /** As given, or "(secret)", or "(not set)". */
  readonly value: string;
  readonly rule: string;
}

/** Everything that is wrong with the environment, at once, by variable name. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(["The configuration is not usable:", ...problems.map(describeProblem)].join("\n"));
  }
}

function describeProblem({ variable, value, rule }: ConfigProblem): string {
  return `  ${variable} is ${value}; it must be ${rule}`;
}
