import type { ImportReportMessage } from "@phm/contracts";

/** What became of a table, or would. */
export function importReportView(report: ImportReportMessage) {
  const { dryRun, rows, created, changed, unchanged, refused, problemCount, problems } = report;
  return {
    ...{ dryRun, rows, created, changed, unchanged, refused, problemCount },
    problems: problems.map(({ line, column, value, reason, limit }) => ({ line, column, value, reason, limit })),
  };
}
