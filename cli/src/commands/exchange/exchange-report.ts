import { problemLine, type TableProblem } from "../../problem-line.js";

/** What a file came to. */
export interface ExchangeReport {
  readonly rows: number;
  /** Could be taken, or were. */
  readonly taken: number;
  /** On record already; absent where nobody was asked. */
  readonly unchanged?: number;
  readonly passedOver: number;
  readonly refused: number;
  readonly problems: readonly TableProblem[];
  /** All of them; `problems` may be the first. */
  readonly problemCount: number;
  readonly unmapped: readonly { readonly field: string; readonly value: string; readonly count: number }[];
}

const TOLD_PROBLEMS = 100;
const TOLD_WORDS = 20;

/** Prints a report, and lets the command fail where a row was refused. */
export function printReport(report: ExchangeReport, lead: string, json: boolean | undefined): void {
  process.stdout.write(json ? `${JSON.stringify({ ...report, refusedByReason: refusedByReason(report) })}\n` : reportLines(report, lead));
  if (report.problemCount > 0) process.exitCode = 1;
}

function reportLines(
  { rows, taken, unchanged, passedOver, refused, problems, problemCount, unmapped }: ExchangeReport,
  lead: string,
): string {
  const known = unchanged === undefined ? "" : `, ${unchanged} on record already`;
  return [
    `${lead}${rows} rows: ${taken} taken${known}, ${passedOver} passed over, ${refused} refused`,
    ...problems.slice(0, TOLD_PROBLEMS).map(problemLine),
    ...more(problemCount - Math.min(problems.length, TOLD_PROBLEMS), "problems"),
    ...unmapped.slice(0, TOLD_WORDS).map(({ field, value, count }) => `${field}: no word of ours for ${value} (${count} rows)`),
    ...more(unmapped.length - TOLD_WORDS, "words without one of ours"),
    "",
  ].join("\n");
}

function more(count: number, what: string): string[] {
  return count > 0 ? [`and ${count} more ${what}`] : [];
}

function refusedByReason({ problems }: ExchangeReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of problems) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
