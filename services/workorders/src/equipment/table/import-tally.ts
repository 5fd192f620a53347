import type { EquipmentCode } from "@phm/domain";
import type { PlannedRow } from "./plan-row.js";
import type { ImportProblem } from "./table-row.js";

export interface ImportReport {
  readonly dryRun: boolean;
  /** Of the table, without its heading; each is created, changed, unchanged or refused. */
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** By line, one a cell. */
  readonly problems: readonly ImportProblem[];
}

/** Counts what becomes of the rows of a table, and knows which groups of them are refused. */
export class ImportTally {
  readonly #counts = { created: 0, changed: 0, unchanged: 0 };
  readonly #refused = new Set<EquipmentCode>();
  readonly #problems = new Map<string, ImportProblem>();

  constructor(
    private readonly dryRun: boolean,
    private readonly rows: number,
  ) {}

  /** Of what is wrong with a cell the first is told. */
  add(problems: readonly ImportProblem[]): void {
    for (const problem of problems) {
      const cell = JSON.stringify([problem.line, problem.column]);
      if (!this.#problems.has(cell)) this.#problems.set(cell, problem);
    }
  }

  refuse(group: EquipmentCode): void {
    this.#refused.add(group);
  }

  isRefused(group: EquipmentCode): boolean {
    return this.#refused.has(group);
  }

  linesWithProblems(): ReadonlySet<number> {
    return new Set([...this.#problems.values()].map(({ line }) => line));
  }

  count({ before, commands }: PlannedRow): void {
    this.#counts[commands.length === 0 ? "unchanged" : before ? "changed" : "created"] += 1;
  }

  report(): ImportReport {
    const { created, changed, unchanged } = this.#counts;
    const problems = [...this.#problems.values()].sort((a, b) => a.line - b.line);
    return { dryRun: this.dryRun, rows: this.rows, ...this.#counts, refused: this.rows - created - changed - unchanged, problems };
  }
}
